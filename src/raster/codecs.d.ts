/** The codec packages name a browser type that workerd lacks; this is all of it they read. */
interface ImageData {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly colorSpace: "srgb";
}

declare module "@jsquash/png/codec/pkg/squoosh_png_bg.wasm" {
  const compiled: WebAssembly.Module;
  export default compiled;
}
