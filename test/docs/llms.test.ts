import { describe, expect, it } from "vitest";
import { api } from "../support/api";

describe("what agents read", () => {
  it("is a short guide with this server's own address, and everything in a second file", async () => {
    const short = await api("GET", "/llms.txt");
    expect([short.status, short.headers.get("content-type")]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
    expect(short.body).toMatch(/^# Edgel\n\n> .+This server: https:\/\/edgel\.test\n/);
    expect(short.body.length).toBeLessThan(6_000);
    expect(short.body).toContain("| free | 100 | 25 | 20 | 10 | 2 | 50 |");
    const full = await api("GET", "/llms-full.txt");
    expect(full.body.startsWith(short.body)).toBe(true);
  });

  it("names every route with its credential, its fields and its answers", async () => {
    const { body: full } = await api("GET", "/llms-full.txt");
    const { body: document } = await api("GET", "/openapi.json");
    for (const [path, methods] of Object.entries<object>(document.paths))
      for (const method of Object.keys(methods)) expect(full).toContain(`### ${method.toUpperCase()} ${path}\n`);
    const section = full.slice(full.indexOf("### POST /image/generate\n"), full.indexOf("### GET /image/jobs/{id}\n"));
    expect(section).toContain("Credential: API key.");
    expect(section).toMatch(/- `prompt` \(string, 1 to 4000 characters, required\)/);
    expect(section).toMatch(/- `aspect_ratio` \(1:1 \| 16:9 \| 9:16 \| 4:3 \| 3:4, "1:1" without\)/);
    expect(section).toMatch(/- 402: Not enough credits/);
    expect(full).toContain("| rate_limited | 429 | after `Retry-After` seconds |");
    expect(full).not.toMatch(/undefined|\[object Object\]/);
  });
});
