import { describe, expect, it } from "vitest";
import { whyNotPublic } from "../../src/core/webhook";

const RULES = { allowLocal: false, ownHosts: ["edgel.example.com"] };

/** Addresses inside: this machine, private and shared networks, link-local, clouds' metadata, and those of no host. */
const V4 = [
  "127.0.0.1",
  "127.255.255.254",
  "10.0.0.1",
  "10.255.255.255",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.0.1",
  "100.64.0.1",
  "169.254.169.254",
  "169.254.170.2",
  "100.100.100.200",
  "192.0.0.192",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "0.0.0.0",
];
const V6 = [
  "::1",
  "::",
  "fe80::1",
  "fc00::1",
  "fd00:ec2::254",
  "ff02::1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::1",
  "2002:7f00:1::",
  "2001:db8::1",
  "2001::1",
  "::ffff:0:127.0.0.1",
  "fec0::1",
  "100::1",
];

const number = (address: string): number => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
const parts = (address: string): number[] => address.split(".").map(Number);
const fullwidth = (text: string): string =>
  text.replaceAll(/[0-9.]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

/** Every way a browser reads an address. */
const SPELLINGS: Readonly<Record<string, (address: string) => string>> = {
  dotted: (address) => address,
  number: (address) => String(number(address)),
  hexadecimal: (address) => `0x${number(address).toString(16)}`,
  "hexadecimal parts": (address) =>
    parts(address)
      .map((part) => `0x${part.toString(16)}`)
      .join("."),
  "octal parts": (address) =>
    parts(address)
      .map((part) => `0${part.toString(8)}`)
      .join("."),
  "three parts": (address) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts(address);
    return `${a}.${b}.${c * 256 + d}`;
  },
  fullwidth,
  "with a dot after it": (address) => `${address}.`,
  "mapped into IPv6": (address) => `[::ffff:${address}]`,
};

const INSIDE = [
  ...V4.flatMap((address) => Object.values(SPELLINGS).map((spell) => `https://${spell(address)}/`)),
  ...V6.flatMap((address) => [`https://[${address}]/`, `https://[${address}]:8443/latest/meta-data`]),
  ...["localhost", "LOCALHOST", "localhost.", "a.localhost", "ip6-localhost", "router", "intranet", "db"].map(
    (name) => `https://${name}/`,
  ),
  ...[
    "printer.local",
    "x.internal",
    "metadata.google.internal",
    "instance-data.ec2.internal",
    "api.svc",
    "a.svc.cluster.local",
    "b.consul",
    "nas.lan",
    "pc.home",
    "x.corp",
    "y.private",
    "z.intranet",
    "1.0.0.127.in-addr.arpa",
    "host.docker.internal",
    "gateway.docker",
    "q.test",
    "q.invalid",
    "q.example",
    "q.localdomain",
    "hidden.onion",
    "nas.home.arpa",
  ].map((name) => `https://${name}/hook`),
  ...[
    "http://example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "ws://example.com/",
    "blob:https://example.com/x",
    "about:blank",
    "//example.com/",
    "https:",
    "https://",
    "https:///",
    "https://[::1",
    "https://exa mple.com/",
    "https://example.com:99999/",
  ],
  ...[
    "https://user@example.com/",
    "https://user:secret@example.com/",
    "https://example.com:22/",
    "https://example.com:6379/",
    "https://example.com:25/",
    "https://edgel.example.com/",
    "https://EDGEL.EXAMPLE.COM./admin",
  ],
];

/** What looks like one of those and is none. */
const OUTSIDE = [
  ...[
    "example.com",
    "www.example.com",
    "a.b.c.d.example.co.uk",
    "hooks.slack.com",
    "discord.com",
    "api.github.com",
    "example.travel",
    "example.xn--p1ai",
    "xn--bcher-kva.example.net",
    "bücher.example.net",
    "日本語.example.jp",
    "127.example.com",
    "10.0.0.1.example.com",
    "localhost.example.com",
    "local.example.com",
    "internal.example.com",
    "mylocalhost.com",
    "notlocal.dev",
    "corporation.com",
    "homepage.net",
    "landing.page",
    "testing.io",
    "example1.org",
    "private-label.shop",
    "a-b-c.example.app",
    "1e100.net",
    "0x7f.example.com",
    "service.svcs.io",
    "onionrings.com",
    "arparest.com",
  ].map((name) => `https://${name}/hook`),
  ...[
    "https://example.com",
    "https://example.com/?a=b",
    "https://example.com/#x",
    "https://example.com/%20",
    "https://example.com/a/../b",
    "https://example.com:443/",
    "https://example.com:8443/",
    "HTTPS://EXAMPLE.COM/",
    "https://example.com./",
    "https://example.com/@user",
    "https://example.com/http://127.0.0.1/",
    "https://example.com/?url=http://localhost",
    "https://example.com/\u00e9",
    "https://example.com/;a=1",
    "https://example.com/~x",
    "https://example.com/a:b",
    "https://sub.edgel.example.com/",
    "https://edgel.example.com.evil.net/",
    "https://example.com/a%2Fb",
    "https://example.com//double",
    "https://example.com/a|b",
  ],
];

describe("requests to the inside", () => {
  it("has more than 150 ways in, all of them known", () => {
    expect(new Set(INSIDE).size).toBeGreaterThanOrEqual(150);
    expect(INSIDE.filter((url) => whyNotPublic(url, RULES) === null)).toEqual([]);
  });

  it("leaves more than 50 good addresses alone", () => {
    expect(new Set(OUTSIDE).size).toBeGreaterThanOrEqual(50);
    expect(OUTSIDE.filter((url) => whyNotPublic(url, RULES) !== null)).toEqual([]);
  });
});
