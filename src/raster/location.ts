/**
 * A Worker has no address of its own. `@jsquash/png` would give it one without an origin, at which packages fail to
 * start that ask for a page's (validators of JSON Schema); this one suits both.
 */
Object.defineProperty(globalThis, "location", {
  value: Reflect.get(globalThis, "location") ?? new URL("https://worker.invalid/"),
  configurable: true,
  writable: true,
});
