#!/usr/bin/env node
// edgel "a red fox in the snow" -o fox.png: a picture, a clip, or an agent's work, from any Edgel server.
// Needs nothing but Node 20. What it is doing goes to stderr; where the file is, to stdout.
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { credentials } from "./credentials.mjs";
import { createClient, Refused } from "./client.mjs";
import { createProgress } from "./progress.mjs";

const USAGE = `edgel "PROMPT" [options]

  -o, --output FILE     where to put it (named after the prompt without)
      --ratio RATIO     1:1, 16:9, 9:16, 4:3, 3:4
      --style TEXT      such as "watercolor"
      --colors TEXT     such as "navy, #ffcc00"
      --text            may carry lettering
      --seed NUMBER     the same seed, the same picture
      --model NAME      one of the server's models
      --format TYPE     png, jpeg, webp; with --video mp4, webm
      --video           a clip instead of a picture
      --seconds N       its length
  -i, --image FILE      a picture to work on, up to ten: an agent follows the prompt
      --timeout N       seconds to wait for the end, 600 without
      --json            the job as JSON instead of the file's name
  -h, --help

Server and account: EDGEL_URL (http://127.0.0.1:8787 without) and EDGEL_API_KEY. Without a key, MYAPI_API_KEY of the
environment or of .env in this folder; without that, it signs up and writes MYAPI_API_KEY, MYAPI_ACCOUNT_ID and
MYAPI_PIN there. Keep the pin: it is the only way back into the account.`;

const OPTIONS = {
  output: { type: "string", short: "o" },
  ratio: { type: "string" },
  style: { type: "string" },
  colors: { type: "string" },
  text: { type: "boolean" },
  seed: { type: "string" },
  model: { type: "string" },
  format: { type: "string" },
  video: { type: "boolean" },
  seconds: { type: "string" },
  image: { type: "string", short: "i", multiple: true },
  timeout: { type: "string", default: "600" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

/** Something the caller can mend: told without a stack. */
const complain = (message, code) => {
  console.error(`edgel: ${message}`);
  process.exitCode = code;
};

function wishes() {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (values.help) return { help: true };
  if (positionals.length !== 1 || positionals[0].trim() === "") throw new TypeError("say what to draw, in quotes");
  for (const name of ["seed", "seconds", "timeout"])
    if (values[name] !== undefined && !/^\d+$/.test(values[name])) throw new TypeError(`--${name} has to be a number`);
  if (values.video && values.image) throw new TypeError("--video takes no --image");
  return { prompt: positionals[0], ...values };
}

async function main() {
  const wish = wishes();
  if (wish.help) return console.log(USAGE);
  const url = (process.env.EDGEL_URL ?? "http://127.0.0.1:8787").replace(/\/+$/, "");
  const progress = createProgress(process.stderr);
  const client = createClient(url);
  try {
    client.key = await credentials(client, (line) => progress.note(line));
    const id = await client.submit(wish);
    const job = await client.follow(id, Number(wish.timeout) * 1_000, (note, part) => progress.note(note, part));
    const [result] = job.output.results;
    const file = wish.output ?? `${nameOf(wish.prompt)}.${result.url.split(".").at(-1)}`;
    await writeFile(file, await client.download(result.url));
    progress.done(`${file}  ${result.width} × ${result.height}  ${result.url}`);
    for (const { message } of job.warnings ?? []) console.error(`edgel: ${message}`);
    console.log(wish.json ? JSON.stringify(job, null, 2) : file);
  } finally {
    progress.stop();
  }
}

const nameOf = (prompt) =>
  prompt
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60) || "picture";

await main().catch((error) => {
  if (error instanceof Refused) return complain(error.message, 1);
  if (error instanceof TypeError || error.code?.startsWith("ERR_PARSE_ARGS"))
    return complain(`${error.message}\n\n${USAGE}`, 2);
  complain(error.message, 1);
});
