declare module "@jsquash/*.wasm" {
  const compiled: WebAssembly.Module;
  export default compiled;
}
