// Whose account it is: looked for before another is made.
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";

const FILE = ".env";

/** The key of the environment, of .env in this folder, or of an account made now and written there. */
export async function credentials(client, tell) {
  const known = process.env.EDGEL_API_KEY ?? process.env.MYAPI_API_KEY ?? stored();
  if (known !== undefined) return known;
  tell("signing up");
  const account = await (
    await client.call("POST", "/hq/account/agent/create", { json: { label: "edgel command line" } })
  ).json();
  const minted = await client.call("POST", "/hq/account/create/key", {
    json: { name: "edgel command line" },
    headers: { authorization: `Bearer ${account.token}` },
  });
  const { api_key: key } = await minted.json();
  keep({ MYAPI_API_KEY: key, MYAPI_ACCOUNT_ID: account.account_id, MYAPI_PIN: account.pin });
  console.error(`edgel: a new account, ${account.account_id}; its key and pin are in ${FILE}. Keep the pin.`);
  return key;
}

const stored = () =>
  existsSync(FILE) ? /^MYAPI_API_KEY=["']?([^"'\s]+)/m.exec(readFileSync(FILE, "utf8"))?.[1] : undefined;

/** For the owner's eyes alone. */
function keep(values) {
  const before = existsSync(FILE) ? readFileSync(FILE, "utf8") : "";
  const gap = before === "" || before.endsWith("\n") ? "" : "\n";
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(FILE, before + gap + lines.join(""), { mode: 0o600 });
  chmodSync(FILE, 0o600);
}
