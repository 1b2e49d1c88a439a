/** A PNG of so many bytes whose pixels are noise: nobody reads them. */
export function noise(bytes) {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(3_000, 0);
  size.writeUInt32BE(3_000, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const chunk = (type, body) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length, 0);
    head.write(type, 4, "latin1");
    return Buffer.concat([head, body, Buffer.alloc(4)]);
  };
  const pixels = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += 4) pixels.writeUInt32LE((at * 2_654_435_761) >>> 0, Math.min(at, bytes - 4));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", size), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}
