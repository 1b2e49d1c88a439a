/** The pages for people: the studio, and the reference of the API. They come from the static assets. */

/** `GET` of a file of the assets. */
export type ReadAsset = (path: string) => Promise<Response>;

interface Page {
  readonly path: string;
  /** Beside what every page may do. */
  readonly policy: Readonly<Record<string, string>>;
}

const PAGES = {
  studio: { path: "/studio/", policy: {} },
  // The viewer sets styles on its elements, and carries its icons with it.
  reference: { path: "/reference/", policy: { "style-src": "'self' 'unsafe-inline'" } },
} as const satisfies Record<string, Page>;

/**
 * A page that can load nothing but this server's own scripts and styles, and pictures of `mediaOrigin`, where the
 * operator serves them from a host of their own.
 */
export async function page(
  name: keyof typeof PAGES,
  readAsset: ReadAsset,
  mediaOrigin: string | null,
): Promise<Response> {
  const { path, policy } = PAGES[name];
  const found = await readAsset(path);
  if (!found.ok) throw new Error(`the page ${path} answered ${found.status}; npm start builds it`);
  const media = ["'self'", "blob:", ...(mediaOrigin === null ? [] : [mediaOrigin])].join(" ");
  const rules: Readonly<Record<string, string>> = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": `${media} data:`,
    "media-src": media,
    "connect-src": media,
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    ...policy,
  };
  return new Response(found.body, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": Object.entries(rules)
        .map((rule) => rule.join(" "))
        .join("; "),
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      // It names its scripts by their content: an old copy would ask for what is gone.
      "cache-control": "no-cache",
    },
  });
}
