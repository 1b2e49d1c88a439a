import { env } from "cloudflare:workers";
import { createExecutionContext } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/app";
import { createServices } from "../../src/services";
import { api, apiWith } from "../support/api";
import { seedAccount, type Seeded } from "../support/seed";

/** Faults that others have found in what we build on, so that they do not come back with an update. */

let ada: Seeded;
beforeAll(async () => {
  ada = await seedAccount();
});

describe("a body over the limit", () => {
  it("is refused though it comes in pieces and announces no length (GHSA-92vj-g62v-jqhh)", async () => {
    const app = createApp(createServices);
    let pieces = 0;
    const body = new ReadableStream({
      pull(controller) {
        pieces += 1;
        if (pieces > 2_000) controller.close();
        else controller.enqueue(new TextEncoder().encode(`${pieces === 1 ? '{"prompt":"' : ""}${"x".repeat(1_024)}`));
      },
    });
    const request = new Request("https://edgel.test/image/generate", {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${ada.key}`, "content-type": "application/json" },
    });
    expect((await app.fetch(request, env, createExecutionContext())).status).toBe(413);
    expect(pieces).toBeLessThan(1_000);
  });
});

describe("a browser's preflight", () => {
  it("may ask for headers without end, and gets no header of its own making (GHSA-8j4g-w8fx-2239)", async () => {
    const wanted = `${"a".repeat(20_000)}${" ,".repeat(20_000)}`;
    const { status, headers } = await api("OPTIONS", "/image/generate", {
      headers: {
        origin: "https://example.com",
        "access-control-request-method": "POST",
        "access-control-request-headers": wanted,
      },
    });
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    expect(headers.get("vary") ?? "").not.toMatch(/\*/);
  });
});

describe("a client's address", () => {
  it("is one address however it is spelled (GHSA-xpcf-pg52-r92g, CVE-2026-47674)", async () => {
    const call = apiWith({ ADDRESS_LIMITS: "on", SIGNUPS_PER_ADDRESS_PER_DAY: "4" });
    const signUp = async (address: string) =>
      (await call("POST", "/hq/account/agent/create", { json: {}, headers: { "cf-connecting-ip": address } })).status;
    const fourSpellings = ["192.0.2.77", "::ffff:192.0.2.77", "::ffff:c000:24d", "0:0:0:0:0:ffff:c000:024d"];
    for (const address of fourSpellings) expect(await signUp(address), address).toBe(201);
    expect(await signUp("192.0.2.77")).toBe(429);
    const oneNetwork = ["2001:db8:7:7::1", "2001:0DB8:0007:0007::2", "2001:db8:7:7:ffff::3", "2001:db8:7:7:0:0:0:4"];
    for (const address of oneNetwork) expect(await signUp(address), address).toBe(201);
    expect(await signUp("2001:db8:7:7::5")).toBe(429);
  });
});

describe("what a token says of itself", () => {
  it("is not believed: neither its algorithm nor a key that it brings along (GHSA-f67f-6cw9-8mq4)", async () => {
    const [, payload = "", signature = ""] = ada.token.split(".");
    const encode = (value: object) =>
      btoa(JSON.stringify(value)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
    const jwk = { kty: "oct", k: btoa("a key of the caller's own") };
    for (const header of [
      { alg: "none", typ: "JWT" },
      { alg: "None", typ: "JWT" },
      { alg: "HS512", typ: "JWT" },
      { alg: "RS256", typ: "JWT" },
      { alg: "HS256", typ: "JWT", jwk },
      { alg: "HS256", typ: "JWT", kid: "../../dev/null" },
      { alg: "HS256", typ: "JWT", crit: ["b64"], b64: false },
    ])
      for (const ending of [signature, ""]) {
        const token = `${encode(header)}.${payload}.${ending}`;
        expect((await api("GET", "/hq/account", { key: token })).status, JSON.stringify(header)).toBe(401);
      }
    expect((await api("GET", "/hq/account", { key: ada.token })).status).toBe(200);
  });
});
