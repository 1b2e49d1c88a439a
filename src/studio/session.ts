import { ApiFailure, call } from "./api";
import { credentials, keep } from "./credentials";

interface NewAccount {
  readonly account_id: string;
  readonly pin: string;
  readonly token: string;
}
interface NewKey {
  readonly api_key: string;
}

const NAME = "studio";

/** Makes an account and a key for it: the two calls with which an agent signs itself up, too. */
export async function signUp(): Promise<void> {
  const made = await call<NewAccount>("POST", "/hq/account/agent/create", { json: { label: NAME }, credential: null });
  const { api_key: apiKey } = await mint(made.token);
  keep({ apiKey, accountId: made.account_id, pin: made.pin });
}

/** Goes on with a key that somebody has already. */
export async function signIn(apiKey: string): Promise<void> {
  // As a header takes it; a key has no other characters.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new ApiFailure("This is no API key.", 401);
  const { id: accountId } = await call<{ readonly id: string }>("GET", "/hq/account", { credential: apiKey });
  keep({ apiKey, accountId });
}

/** A new key for whoever lost theirs and has the pin. */
export async function recover(pin: string, accountId?: string): Promise<void> {
  const json = { pin, ...(accountId === undefined ? {} : { account_id: accountId }) };
  const { token } = await call<{ readonly token: string }>("POST", "/hq/account/agent/token", {
    json,
    credential: null,
  });
  const { api_key: apiKey } = await mint(token);
  const { id } = await call<{ readonly id: string }>("GET", "/hq/account", { credential: apiKey });
  keep({ apiKey, accountId: id, pin });
}

const mint = async (token: string): Promise<NewKey> =>
  await call<NewKey>("POST", "/hq/account/create/key", { json: { name: NAME }, credential: token });

/** What an agent would keep in its `.env`. */
export function asEnvironment(): string {
  const { apiKey = "", accountId, pin } = credentials.value ?? {};
  const lines = [
    ["EDGEL_URL", location.origin],
    ["MYAPI_API_KEY", apiKey],
    ["MYAPI_ACCOUNT_ID", accountId],
    ["MYAPI_PIN", pin],
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}\n`])).join("");
}
