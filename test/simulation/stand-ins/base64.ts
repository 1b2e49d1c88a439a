// workerd has these already; Node will.
Object.assign(Uint8Array, {
  fromBase64: (text: string) => new Uint8Array(Buffer.from(text, "base64")),
  fromHex: (text: string) => new Uint8Array(Buffer.from(text, "hex")),
});
Object.assign(Uint8Array.prototype, {
  toBase64(this: Uint8Array) {
    return Buffer.from(this).toString("base64");
  },
  toHex(this: Uint8Array) {
    return Buffer.from(this).toString("hex");
  },
});
