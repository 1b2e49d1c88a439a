// Takes the H.264 encoder's WebAssembly out of the JavaScript that its package hides it in: a Worker only runs modules
// that were compiled when it was deployed.
import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(import.meta.url);
const target = join(dirname(script), "..", ".codecs");
const PACKAGE = "h264-mp4-encoder";

const EMBEDDED = /"data:application\/octet-stream;base64,([A-Za-z0-9+/=]{1000,})"/;
/** Where the package starts its module with no options. */
const START = "Q.n(I)()()";
/** How the bindings copy what they are given into the module: a byte at a time. */
const COPY = "for(I=0;I<g;++I)d[E+4+I]=B[I]";
const SOURCE_MAP = /\/\/# sourceMappingURL=.*/;

/**
 * Stands for `Function`. The package's bindings (Emscripten's embind) write functions as text, which no Worker may run
 * outside its start. They write three kinds, told apart by their parameters; this makes the same three as closures.
 */
function Written(...parameters) {
  const text = parameters.pop();
  return (...values) => {
    const given = Object.fromEntries(parameters.map((name, index) => [name, values[index]]));
    const { body, dynCall, rawFunction, invoker, fn, classParam, retType, runDestructors } = given;
    if (body !== undefined)
      return function () {
        return body.apply(this, arguments);
      };
    if (dynCall !== undefined) return (...args) => dynCall(rawFunction, ...args);
    const destructors = text.includes("var destructors") ? [] : null;
    return function (...args) {
      const wired = args.map((arg, index) => given[`argType${index}`].toWireType(destructors, arg));
      const self = text.includes("thisWired =") ? [classParam.toWireType(destructors, this)] : [];
      const answer = invoker(fn, ...self, ...wired);
      if (destructors !== null) runDestructors(destructors);
      given.thisWired_dtor?.(self[0]);
      for (const [index, value] of wired.entries()) given[`arg${index}Wired_dtor`]?.(value);
      return text.includes("retType.fromWireType") ? retType.fromWireType(answer) : undefined;
    };
  };
}

/** A module that instantiates the encoder at once; nothing it is wrapped in says that this were Node. */
const wrapped = (glue) => `import wasm from "./h264.wasm";
${Written}
Object.defineProperty(Written, Symbol.hasInstance, { value: (value) => typeof value === "function" });
const options = {
  print: () => {},
  instantiateWasm(imports, receive) {
    const instance = new WebAssembly.Instance(wasm, imports);
    receive(instance);
    return instance.exports;
  },
};
const module = { exports: {} };
(function (module, options, Function, process, require) {
${glue}
})(module, options, Written);
export const { createH264MP4Encoder } = module.exports;
`;

export function buildCodecs() {
  const source = createRequire(import.meta.url).resolve(PACKAGE);
  const built = join(target, "h264.mjs");
  const newest = Math.max(...[script, source].map((file) => statSync(file).mtimeMs));
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return;

  const glue = readFileSync(source, "utf8");
  const [data, base64] = EMBEDDED.exec(glue) ?? [];
  if (base64 === undefined || !glue.includes(START) || !glue.includes(COPY))
    throw new Error(`${PACKAGE} is not built as it was`);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "h264.wasm"), Buffer.from(base64, "base64"));
  writeFileSync(
    join(target, "h264.d.mts"),
    `export { createH264MP4Encoder, type H264MP4Encoder } from "${PACKAGE}";\n`,
  );
  const taken = glue.replace(data, '""').replace(START, "Q.n(I)()(options)").replace(COPY, "d.set(B,E+4)");
  writeFileSync(built, wrapped(taken.replace(SOURCE_MAP, "")));
}
