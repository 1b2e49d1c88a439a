import { SignJWT } from "jose";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { purposeKey } from "../../src/core/crypto";
import { api, apiWith } from "../support/api";
import { seedAccount } from "../support/seed";

const ada = await seedAccount("ada");
const DATE = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
const UNAUTHORIZED = { error: "unauthorized", message: expect.any(String), charged: false, retry: "never" };

describe("signing up", () => {
  it("gives an agent an account, a pin and a token in one call, without a body too", async () => {
    const { status, body } = await api("POST", "/hq/account/agent/create", { json: { label: "my-agent" } });
    expect(status).toBe(201);
    expect(body).toEqual({
      account_id: expect.stringMatching(/^acc_00[0-9a-z]{26}$/),
      pin: expect.stringMatching(/^hq_pin_00[0-9A-Za-z]{38}$/),
      token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    });
    expect((await api("POST", "/hq/account/agent/create")).status).toBe(201);
  });

  it("starts with the opening balance, in the history too", async () => {
    const { token } = await seedAccount();
    expect((await api("GET", "/hq/billing/balance", { key: token })).body).toEqual({
      balance_cents: 500,
      balance_display: "$5.00",
      has_payment_method: false,
    });
    expect((await api("GET", "/hq/billing/history", { key: token })).body).toEqual([
      { amount_cents: 500, status: "succeeded", kind: "grant", created_at: DATE },
    ]);
  });

  it("refuses a label of 101 characters and unknown fields", async () => {
    expect(await api("POST", "/hq/account/agent/create", { json: { label: "x".repeat(101) } })).toMatchObject({
      status: 422,
      body: { error: "invalid_field:label" },
    });
    expect(await api("POST", "/hq/account/agent/create", { json: { plan: "pro" } })).toMatchObject({
      status: 422,
      body: { error: "invalid_field:plan" },
    });
  });

  it("gives nothing away once the day's free budget is spent, and still makes the account", async () => {
    const spent = apiWith({ DAILY_FREE_BUDGET_CREDITS: "0" });
    const { status, body } = await spent("POST", "/hq/account/agent/create");
    expect(status).toBe(201);
    expect((await api("GET", "/hq/billing/balance", { key: body.token })).body.balance_cents).toBe(0);
  });

  it("takes so many from one address in a day; IPv6 counts by its /64, other addresses by themselves", async () => {
    const limited = apiWith({ ADDRESS_LIMITS: "on", SIGNUPS_PER_ADDRESS_PER_DAY: "2" });
    const from = (address: string) =>
      limited("POST", "/hq/account/agent/create", { headers: { "cf-connecting-ip": address } });
    expect((await from("2001:db8:1:2::1")).status).toBe(201);
    expect((await from("2001:db8:1:2:ffff::9")).status).toBe(201);
    const refused = await from("2001:db8:1:2::3");
    expect(refused).toMatchObject({ status: 429, body: { error: "rate_limit_exceeded", retry: "after" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await from("2001:db8:1:3::1")).status).toBe(201);
    expect((await from("192.0.2.7")).status).toBe(201);
  });
});

describe("keys", () => {
  it("are shown once, listed by prefix, and kept only as hashes", async () => {
    const { token } = await seedAccount();
    const { status, body } = await api("POST", "/hq/account/create/key", { key: token, json: { name: "ci" } });
    expect(status).toBe(201);
    expect(body).toEqual({
      api_key: expect.stringMatching(/^hq_live_00[0-9A-Za-z]{38}$/),
      id: expect.stringMatching(/^key_00/),
      prefix: body.api_key.slice(0, 14),
    });
    const listed = await api("GET", "/hq/account/keys", { key: body.api_key });
    expect(listed.body).toContainEqual({ id: body.id, name: "ci", prefix: body.prefix, created_at: DATE });
    const rows = await env.DB_0.prepare("SELECT * FROM api_keys").all();
    expect(JSON.stringify(rows.results)).not.toContain(body.api_key);
  });

  it("are refused on the very next request once deleted", async () => {
    const { key, keyId, token } = await seedAccount();
    expect((await api("GET", "/image/list", { key })).status).toBe(200);
    const deleted = await api("DELETE", `/hq/account/delete/key/${keyId}`, { key: token });
    expect([deleted.status, deleted.body]).toEqual([204, ""]);
    expect((await api("GET", "/image/list", { key })).status).toBe(401);
    expect(await api("DELETE", `/hq/account/delete/key/${keyId}`, { key: token })).toMatchObject({
      status: 404,
      body: { error: "key_not_found" },
    });
  });

  it("cannot be deleted by another account", async () => {
    const other = await seedAccount();
    expect(await api("DELETE", `/hq/account/delete/key/${ada.keyId}`, { key: other.key })).toMatchObject({
      status: 404,
      body: { error: "key_not_found" },
    });
    expect((await api("GET", "/hq/account", { key: ada.key })).status).toBe(200);
  });

  it("need a name", async () => {
    expect(await api("POST", "/hq/account/create/key", { key: ada.token, json: {} })).toMatchObject({
      status: 422,
      body: { error: "name_required" },
    });
    expect(await api("POST", "/hq/account/create/key", { key: ada.token, json: { name: " " } })).toMatchObject({
      status: 422,
      body: { error: "name_required" },
    });
  });
});

describe("the pin", () => {
  it("gets a fresh token, with or without the account's id", async () => {
    for (const json of [{ pin: ada.pin }, { pin: ada.pin, account_id: ada.accountId }]) {
      const { status, body } = await api("POST", "/hq/account/agent/token", { json });
      expect(status).toBe(200);
      expect((await api("GET", "/hq/account", { key: body.token })).body.id).toBe(ada.accountId);
    }
  });

  it("opens nothing when it is wrong, mistyped, or another account's", async () => {
    const other = await seedAccount();
    const wrong = [
      { pin: `${ada.pin.slice(0, -1)}${ada.pin.endsWith("x") ? "y" : "x"}` },
      { pin: "1234" },
      { pin: ada.pin, account_id: other.accountId },
    ];
    for (const json of wrong)
      expect(await api("POST", "/hq/account/agent/token", { json })).toMatchObject({ status: 401, body: UNAUTHORIZED });
    expect(await api("POST", "/hq/account/agent/token", { json: {} })).toMatchObject({
      status: 422,
      body: { error: "pin_required" },
    });
  });

  it("may be tried five times from one address, then has to wait, and shuts nobody else out", async () => {
    const limited = apiWith({ ADDRESS_LIMITS: "on" });
    const attempt = (pin: string, address: string) =>
      limited("POST", "/hq/account/agent/token", { json: { pin }, headers: { "cf-connecting-ip": address } });
    for (let i = 0; i < 5; i++) expect((await attempt("wrong", "198.51.100.1")).status).toBe(401);
    const refused = await attempt(ada.pin, "198.51.100.1");
    expect(refused).toMatchObject({ status: 429, body: { error: "rate_limit_exceeded" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(20);
    expect((await attempt(ada.pin, "198.51.100.2")).status).toBe(200);
  });

  it("lets a human's account adopt the agent, once, and nobody else after", async () => {
    const human = await seedAccount("human");
    const agent = await seedAccount("agent");
    const link = (key: string) => api("POST", "/hq/account/link-agent", { key, json: { pin: agent.pin } });
    const linked = await link(human.key);
    expect(linked).toMatchObject({
      status: 200,
      body: { account_id: agent.accountId, label: "agent", linked_at: DATE },
    });
    expect((await link(human.key)).body).toEqual(linked.body);
    expect((await api("GET", "/hq/account/agents", { key: human.key })).body).toEqual([linked.body]);
    expect(await link(ada.key)).toMatchObject({ status: 409, body: { error: "agent_already_linked" } });
    expect(await api("POST", "/hq/account/link-agent", { key: human.key, json: { pin: human.pin } })).toMatchObject({
      status: 422,
      body: { error: "invalid_field:pin" },
    });
  });
});

describe("credentials", () => {
  it("the token is good for account and billing routes, and told that others need a key", async () => {
    for (const path of ["/hq/account", "/hq/account/keys", "/hq/billing/balance"])
      expect((await api("GET", path, { key: ada.token })).status).toBe(200);
    for (const path of ["/image/list", "/hq/orgs", "/hq/account/agents"]) {
      expect(await api("GET", path, { key: ada.token })).toMatchObject({
        status: 401,
        body: { error: "api_key_required" },
      });
    }
  });

  it("a missing, mistyped, unknown or revoked one gets one and the same answer", async () => {
    const unknown = "hq_live_00AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA000000";
    const answers = [];
    for (const authorization of [
      undefined,
      "",
      "Bearer",
      "Basic abc",
      `Bearer ${unknown}`,
      `Bearer ${ada.key.slice(0, -1)}!`,
      `bearer ${ada.pin}`,
      "Bearer a.b.c",
    ]) {
      const answer = await api("GET", "/image/list", { headers: authorization === undefined ? {} : { authorization } });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="edgel"');
      answers.push(answer.body);
    }
    expect(new Set(answers.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]).toEqual(UNAUTHORIZED);
  });

  it("forged tokens are refused: other key, other audience, expired, not a token of ours, no algorithm", async () => {
    const ours = await purposeKey(env.SERVER_SECRET, "account-token");
    const token = (claims: { aud?: string; exp?: string; key?: Uint8Array; alg?: string }) =>
      new SignJWT()
        .setProtectedHeader({ alg: claims.alg ?? "HS256", typ: "JWT" })
        .setSubject(ada.accountId)
        .setIssuer("edgel")
        .setAudience(claims.aud ?? "edgel:account")
        .setIssuedAt()
        .setExpirationTime(claims.exp ?? "1h")
        .sign(claims.key ?? ours);
    expect((await api("GET", "/hq/account", { key: await token({}) })).status).toBe(200);
    const none =
      `${btoa('{"alg":"none","typ":"JWT"}')}.${btoa(JSON.stringify({ sub: ada.accountId, aud: "edgel:account", iss: "edgel", exp: 9e9, iat: 1 }))}.`.replaceAll(
        "=",
        "",
      );
    const forged = [
      await token({ key: new TextEncoder().encode("another secret of 32 characters!") }),
      await token({ aud: "edgel:admin" }),
      await token({ exp: "-1s" }),
      await token({ alg: "HS512", key: new Uint8Array(64) }),
      none,
    ];
    for (const key of forged)
      expect(await api("GET", "/hq/account", { key })).toMatchObject({ status: 401, body: UNAUTHORIZED });
  });

  it("a mistyped key costs no database read", async () => {
    const reads: string[] = [];
    const counting = new Proxy(env.DB_0, {
      get: (db, name) => {
        reads.push(String(name));
        return Reflect.get(db, name).bind(db);
      },
    });
    const counted = apiWith({ DB_0: counting });
    expect((await counted("GET", "/image/list", { key: `${ada.key.slice(0, 20)}X${ada.key.slice(21)}` })).status).toBe(
      401,
    );
    expect(reads).toEqual([]);
    expect((await counted("GET", "/image/list?limit=1", { key: ada.key })).status).toBe(200);
    expect(reads.length).toBeGreaterThan(0);
  });
});

describe("billing", () => {
  it("asks for a payment method whatever the amount, once the amount makes sense", async () => {
    expect(await api("POST", "/hq/billing/topup", { key: ada.key, json: { amount_cents: 1_000 } })).toMatchObject({
      status: 402,
      body: { error: "payment_method_required" },
    });
    for (const amount_cents of [0, -5, 1.5, 99_999_999_999, "1000"]) {
      expect(await api("POST", "/hq/billing/topup", { key: ada.key, json: { amount_cents } })).toMatchObject({
        status: 422,
        body: { error: "invalid_field:amount_cents" },
      });
    }
    expect(await api("POST", "/hq/billing/setup-payment", { key: ada.token })).toMatchObject({
      status: 402,
      body: { error: "payment_method_required" },
    });
  });
});

describe("organisations", () => {
  it("are made, listed, changed field by field, and deleted", async () => {
    const { key } = await seedAccount();
    const created = await api("POST", "/hq/orgs", { key, json: { name: "Acme", primary_color: "#1a1a2e" } });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      id: expect.stringMatching(/^org_00/),
      name: "Acme",
      primary_color: "#1a1a2e",
      created_at: DATE,
      updated_at: DATE,
    });
    const path = `/hq/orgs/${created.body.id}`;
    expect((await api("GET", path, { key })).body).toEqual(created.body);
    expect((await api("GET", "/hq/orgs", { key })).body).toEqual([created.body]);
    const patched = await api("PATCH", path, { key, json: { description: "We make things.", primary_color: null } });
    expect(patched.body).toEqual({
      id: created.body.id,
      name: "Acme",
      description: "We make things.",
      created_at: DATE,
      updated_at: DATE,
    });
    expect((await api("DELETE", path, { key })).status).toBe(204);
    expect(await api("GET", path, { key })).toMatchObject({ status: 404, body: { error: "org_not_found" } });
  });

  it("are invisible to other accounts and refuse nonsense", async () => {
    const { body } = await api("POST", "/hq/orgs", { key: ada.key, json: { name: "Mine" } });
    const other = await seedAccount();
    for (const method of ["GET", "DELETE"])
      expect((await api(method, `/hq/orgs/${body.id}`, { key: other.key })).status).toBe(404);
    expect((await api("PATCH", `/hq/orgs/${body.id}`, { key: other.key, json: { name: "Theirs" } })).status).toBe(404);
    expect(await api("POST", "/hq/orgs", { key: ada.key, json: {} })).toMatchObject({
      status: 422,
      body: { error: "name_required" },
    });
    expect(
      await api("POST", "/hq/orgs", { key: ada.key, json: { name: "x", website_url: "javascript:alert(1)" } }),
    ).toMatchObject({ status: 422, body: { error: "invalid_field:website_url" } });
  });
});
