// The validator takes a page's address for the base of references, and finds one here that is none.
Object.defineProperty(globalThis, "location", { value: undefined, configurable: true });
