import { describe, expect, it } from "vitest";
import { whyNotCalled, whyNotPublic } from "../../src/core/webhook";

const RULES = { allowLocal: false, ownHosts: ["edgel.example.com"] };

describe("a URL that requests may be sent to", () => {
  it.each([
    "https://example.com",
    "https://example.com/hooks/1?a=b#c",
    "https://hooks.example.co.uk:443/x",
    "https://example.com:8443/x",
    "https://xn--bcher-kva.example.net/",
    "https://bücher.example.net/",
    "https://EXAMPLE.com./x",
    "https://1password.com/",
    "https://10.example.org/",
    "https://local.example.org/",
    "https://localhost.example.org/",
    "https://a-b.c-d.example.dev/%20x",
    `https://example.com/${"x".repeat(1_980)}`,
  ])("%s", (url) => {
    expect(whyNotPublic(url, RULES)).toBeNull();
  });

  it.each([
    ["", /no URL/],
    ["example.com", /no URL/],
    ["http://example.com", /https/],
    ["ftp://example.com", /https/],
    ["file:///etc/passwd", /https/],
    ["javascript:alert(1)", /https/],
    ["data:text/plain,x", /https/],
    ["https://user@example.com", /user name/],
    ["https://user:pass@example.com", /user name/],
    ["https://:pass@example.com", /user name/],
    ["https://example.com@127.0.0.1/", /user name/],
    ["https://example.com:80/", /ports/],
    ["https://example.com:22/", /ports/],
    ["https://127.0.0.1/", /address/],
    ["https://127.1/", /address/],
    ["https://2130706433/", /address/],
    ["https://0x7f000001/", /address/],
    ["https://0177.0.0.1/", /address/],
    ["https://0x7f.1/", /address/],
    ["https://0/", /address/],
    ["https://8.8.8.8/", /address/],
    ["https://１２７.０.０.１/", /address/],
    ["https://127。0。0。1/", /address/],
    ["https://169.254.169.254/latest/meta-data", /address/],
    ["https://[::1]/", /address/],
    ["https://[::ffff:127.0.0.1]/", /address/],
    ["https://[fe80::1]/", /address/],
    ["https://[2001:db8::1]:8443/", /address/],
    ["https://localhost/", /public host/],
    ["https://LOCALHOST./", /public host/],
    ["https://foo.localhost/", /public host/],
    ["https://router/", /public host/],
    ["https://printer.local/", /public host/],
    ["https://metadata.google.internal/", /public host/],
    ["https://kubernetes.default.svc/", /public host/],
    ["https://db.corp/", /public host/],
    ["https://db.internal../", /public host/],
    ["https://nas.home.arpa/", /public host/],
    ["https://1.0.0.127.in-addr.arpa/", /public host/],
    ["https://x.onion/", /public host/],
    ["https://ⓛocalhost/", /public host/],
    ["https://edgel.example.com/hq", /itself/],
    ["https://EDGEL.example.com./hq", /itself/],
    [`https://example.com/${"x".repeat(1_981)}`, /characters/],
  ])("%s is none", (url, reason) => {
    expect(whyNotPublic(url, RULES)).toMatch(reason);
  });

  it("is not at the host that took the submit", () => {
    const origin = "https://api.example.org";
    expect(whyNotCalled({ url: "https://api.example.org/hq", origin }, RULES)).toMatch(/itself/);
    expect(whyNotCalled({ url: "https://hooks.example.org/hq", origin }, RULES)).toBeNull();
  });

  it("may be anywhere, where the operator allows it for trying things out", () => {
    for (const url of ["http://127.0.0.1:9000/hook", "http://localhost:3000/", "https://[::1]:1234/x"])
      expect(whyNotPublic(url, { ...RULES, allowLocal: true })).toBeNull();
    expect(whyNotPublic("file:///etc/passwd", { ...RULES, allowLocal: true })).toMatch(/https/);
  });
});
