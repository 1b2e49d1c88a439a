// npm run gallery: sixty and more prompts through the public API of a local server, on one page to be looked at.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, migrateLocal, serve } from "./local.mjs";
import { prepare } from "./prepare.mjs";
import { root, stopTool } from "./toolchain.mjs";

const FOLDER = join(root, "dist", "gallery");
const SEED = 7;

await prepare();
const requests = JSON.parse(readFileSync(join(root, "scripts", "gallery-prompts.json"), "utf8"));
const state = mkdtempSync(join(tmpdir(), "edgel-gallery-"));
migrateLocal(state);
const vars = {
  SERVER_SECRET: "a secret of the gallery, 32 characters and more",
  OPENING_BALANCE_CREDITS: String(requests.length * 5),
  DAILY_FREE_BUDGET_CREDITS: "100000",
  ADDRESS_LIMITS: "off",
};
const { server, origin } = await serve({ port: await freePort(18_900), state, vars });
try {
  mkdirSync(FOLDER, { recursive: true });
  const key = await signUp();
  const pictures = [];
  for (const [index, request] of requests.entries()) {
    const picture = await make(key, request);
    const file = `${String(index + 1).padStart(2, "0")}.png`;
    writeFileSync(join(FOLDER, file), picture.bytes);
    console.log(
      `${file}  ${Math.round(picture.bytes.length / 1_024)} KB  ${picture.milliseconds} ms  ${request.prompt}`,
    );
    pictures.push({ file, request, warnings: picture.warnings });
  }
  const page = join(FOLDER, "index.html");
  writeFileSync(page, pageOf(pictures));
  console.log(`\n${pictures.length} pictures: ${page}`);
} finally {
  await stopTool(server);
  rmSync(state, { recursive: true, force: true });
}

async function signUp() {
  const { token } = await post("/hq/account/agent/create", {});
  return (await post("/hq/account/create/key", { name: "gallery" }, token)).api_key;
}

async function make(key, request) {
  const started = Date.now();
  const job = await post("/image/generate?wait=60", { ...request, seed: SEED }, key);
  if (job.status !== "completed") throw new Error(`“${request.prompt}” ended as ${job.status}`);
  const milliseconds = Date.now() - started;
  const bytes = Buffer.from(await (await fetch(job.url)).arrayBuffer());
  return { bytes, warnings: job.warnings ?? [], milliseconds };
}

async function post(path, body, credential) {
  const answer = await fetch(`${origin}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(credential && { authorization: `Bearer ${credential}` }) },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}

function pageOf(pictures) {
  const figures = pictures.map(({ file, request: { prompt, ...others }, warnings }) => {
    const details = Object.entries(others).map(([name, value]) => `${name} ${value}`);
    const notes = warnings.map(({ message }) => `<small>${escape(message)}</small>`).join("");
    return `<figure><img src="${file}" alt="${escape(prompt)}" loading="lazy"><figcaption><b>${escape(prompt)}</b><span>${escape(details.join(" · "))}</span>${notes}</figcaption></figure>`;
  });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Gallery</title>
<style>
  body { margin: 2rem; font: 15px/1.4 system-ui, sans-serif; color: #222; background: #f6f5f2 }
  main { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 1.5rem; align-items: start }
  figure { margin: 0; background: #fff; border-radius: 8px; overflow: hidden; box-shadow: 0 1px 4px #0002 }
  img { display: block; width: 100%; height: auto }
  figcaption { display: grid; gap: 0.2rem; padding: 0.7rem 0.9rem }
  span, small { color: #666 }
</style>
<main>${figures.join("\n")}</main></html>
`;
}

function escape(text) {
  return String(text).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
