import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { api, apiWith } from "../support/api";

const rulesOf = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    (headers.get("content-security-policy") ?? "").split("; ").map((rule) => {
      const [name = "", ...values] = rule.split(" ");
      return [name, values.join(" ")];
    }),
  );

/** Files are served before the Worker is asked. */
const asset = async (file: string): Promise<Response> => await env.ASSETS.fetch(`https://edgel.test${file}`);

/** What a page asks for before anything runs. */
const filesOf = (page: string): string[] =>
  [...page.matchAll(/(?:src|href)="(\/(?:studio|reference)\/[^"]+)"/g)].map(([, file = ""]) => file);

describe("the pages for people", () => {
  it.each(["/", "/docs"])("%s loads what this server has, and nothing from anywhere else", async (path) => {
    const { status, headers, body } = await api("GET", path);
    expect([status, headers.get("content-type"), headers.get("cache-control")]).toEqual([
      200,
      "text/html; charset=utf-8",
      "no-cache",
    ]);
    expect(rulesOf(headers)).toMatchObject({
      "default-src": "'none'",
      "script-src": "'self'",
      "connect-src": "'self' blob:",
      "base-uri": "'none'",
      "form-action": "'none'",
      "frame-ancestors": "'none'",
    });
    expect([...body.matchAll(/(?:src|href)="https?:/g)]).toEqual([]);
    expect(filesOf(body).length).toBeGreaterThanOrEqual(3);
    for (const file of filesOf(body)) {
      const found = await asset(file);
      expect([file, found.status]).toEqual([file, 200]);
      await found.body?.cancel();
    }
  });

  it("the studio has no inline script or style, and less than 100 KB of both together", async () => {
    const { headers, body } = await api("GET", "/");
    expect(rulesOf(headers)["style-src"]).toBe("'self'");
    expect(body).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\sstyle="|\son\w+="/);
    const sizes = await Promise.all(
      filesOf(body)
        .filter((file) => /\.(js|css)$/.test(file))
        .map(async (file) => (await (await asset(file)).arrayBuffer()).byteLength),
    );
    expect(sizes).toHaveLength(2);
    expect(sizes.reduce((all, size) => all + size, 0)).toBeLessThan(100_000);
  });

  it("may show pictures from the operator's own host", async () => {
    const elsewhere = apiWith({ MEDIA_BASE_URL: "https://media.example.com" });
    const { headers } = await elsewhere("GET", "/");
    expect(rulesOf(headers)).toMatchObject({
      "img-src": "'self' blob: https://media.example.com data:",
      "media-src": "'self' blob: https://media.example.com",
      "connect-src": "'self' blob: https://media.example.com",
    });
  });
});
