import { isValid } from "ipaddr.js";
import { z } from "zod";

/** Where to tell that a job has ended, and where its caller reached us. */
export const Webhook = z.strictObject({ url: z.string(), origin: z.string() });
export type Webhook = z.infer<typeof Webhook>;

export interface UrlRules {
  /** `http:` and hosts of this machine, for trying things out locally. */
  readonly allowLocal: boolean;
  /** Hosts that are ours: calling them would be calling ourselves. */
  readonly ownHosts: readonly string[];
}

const MAX_URL = 2_000;
/** Beside 443, which a URL leaves out. */
const OTHER_PORT = "8443";
/** Ends of names that no public host has (RFC 6761, 6762, 8375; Kubernetes, Docker and clouds inside). */
const PRIVATE_NAME =
  /\.(?:localhost|local|internal|intranet|lan|home|corp|private|arpa|test|invalid|example|onion|svc|cluster|consul|localdomain|docker)$/;

/**
 * Why a URL is none that we would send a request to, or `null`. The text is judged as a browser reads it, so that no
 * other spelling of a forbidden host gets by. Names that resolve to private addresses are the platform's to refuse
 * (`global_fetch_strictly_public`).
 */
export function whyNotPublic(text: string, { allowLocal, ownHosts }: UrlRules): string | null {
  if (text.length > MAX_URL) return `A URL has at most ${MAX_URL} characters.`;
  if (!URL.canParse(text)) return "This is no URL.";
  const { protocol, username, password, hostname, port, host } = new URL(text);
  if (protocol !== "https:" && !(allowLocal && protocol === "http:")) return "The URL has to begin with https://.";
  if (username !== "" || password !== "") return "The URL must not carry a user name or password.";
  if (allowLocal) return null;
  if (port !== "" && port !== OTHER_PORT) return "Only the ports 443 and 8443 are called.";
  const name = hostname.replace(/\.+$/, "");
  if (name.startsWith("[") || isValid(name)) return "The URL has to name a host, not an address.";
  if (!name.includes(".") || PRIVATE_NAME.test(name)) return "The URL has to name a public host.";
  if (ownHosts.includes(host) || ownHosts.includes(name)) return "This server does not call itself.";
  return null;
}

/** The same of a webhook: the host that took the submit is ours as well. */
export const whyNotCalled = ({ url, origin }: Webhook, { allowLocal, ownHosts }: UrlRules): string | null =>
  whyNotPublic(url, { allowLocal, ownHosts: [...ownHosts, new URL(origin).host] });
