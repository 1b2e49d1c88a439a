import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signUp, startServer, type TestServer } from "../support/server";

/** Not the kind that stops everything: what the server says meanwhile, such as goodbye, has to be heard. */
const execute = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const documents = ["README.md", ...readdirSync(join(root, "docs")).map((file) => join("docs", file))].filter((file) =>
  file.endsWith(".md"),
);
const textOf = (file: string): string => readFileSync(join(root, file), "utf8");

/** Every command that a document gives to be typed in, with where it stands. */
const commands = documents.flatMap((file) =>
  [...textOf(file).matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = ""]) =>
    // A line that goes on is one command with the next.
    block
      .replaceAll(/\\\n\s*/g, " ")
      .split("\n")
      .map((line) => line.replace(/\s{2,}#.*$/, "").trim())
      .filter((line) => line !== "")
      .map((line) => ({ file, line })),
  ),
);
const those = (pattern: RegExp) => commands.filter(({ line }) => pattern.test(line));

const WRANGLER = /^npx wrangler /;
const AGAINST_A_SERVER = /^(curl|npm run -s edgel) /;
/** Shown by tests of their own (`start`, `repo/deploy`), or by running these. */
const SHOWN_ELSEWHERE = ["npm start", "npm test", "npm run deploy", "git pull"];

describe("the commands of the documents", () => {
  let server: TestServer;
  let folder: string;
  let key: string;
  beforeAll(async () => {
    server = await startServer();
    key = await signUp(server);
    folder = mkdtempSync(join(tmpdir(), "edgel-documents-"));
    const photo = await fetch(`${server.origin}/image/generate?wait=30`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ prompt: "a red teapot", output_format: "jpeg" }),
    });
    const { url } = (await photo.json()) as { url: string };
    writeFileSync(join(folder, "product.jpg"), Buffer.from(await (await fetch(url)).arrayBuffer()));
  }, 120_000);
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  /** In a folder of a user's own, as it stands there but for the server's address. */
  const run = async (line: string): Promise<string> => {
    const { stdout } = await execute(
      "bash",
      [
        "-euc",
        line
          .replaceAll("http://127.0.0.1:8787", server.origin)
          .replace("npm run -s edgel --", `node ${join(root, "scripts/cli/edgel.mjs")}`),
      ],
      {
        cwd: folder,
        encoding: "utf8",
        timeout: 90_000,
        env: { ...process.env, KEY: key, EDGEL_URL: server.origin },
      },
    );
    return stdout;
  };

  it("are all known to these tests", () => {
    const unknown = commands.filter(
      ({ line }) => !WRANGLER.test(line) && !AGAINST_A_SERVER.test(line) && !SHOWN_ELSEWHERE.includes(line),
    );
    expect(unknown).toEqual([]);
    expect(those(AGAINST_A_SERVER).length).toBeGreaterThanOrEqual(3);
    expect(those(WRANGLER).length).toBeGreaterThanOrEqual(6);
  });

  it.each(those(AGAINST_A_SERVER))("$file: $line", async ({ line }) => {
    const said = await run(line);
    if (line.startsWith("curl"))
      expect(JSON.parse(said)).toMatchObject(
        line.includes("/v2/") ? { data: { status: "succeeded" } } : { status: "completed" },
      );
    else expect(readFileSync(join(folder, "fox.png")).subarray(1, 4).toString()).toBe("PNG");
  });

  const wrangler = [...new Set(those(WRANGLER).map(({ line }) => line))];
  it.each(wrangler)("%s is what wrangler knows", async (line) => {
    const words = line.split(" ").slice(2);
    const names = words.filter((word) => /^[a-z0-9-]+$/.test(word) && !word.startsWith("-"));
    const { stdout: help } = await execute("wrangler", [...names, "--help"], { cwd: root });
    expect(help).toContain(`wrangler ${names.join(" ")}`);
    for (const flag of words.filter((word) => word.startsWith("--"))) expect(help).toContain(flag.split("=")[0]);
  });

  it("lead from nothing to a picture in /llms.txt, as they stand there", async () => {
    const text = await (await fetch(`${server.origin}/llms.txt`)).text();
    const [, block = ""] = /```sh\n(.*?)```/s.exec(text) ?? [];
    expect(block.match(/curl/g)).toHaveLength(3);
    const job = JSON.parse(await run(block));
    expect(job).toMatchObject({ status: "completed", url: expect.stringContaining(`${server.origin}/i/img_`) });
    const picture = await fetch(job.url);
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
  });

  it("name scripts that there are, files that there are, and every setting", () => {
    const { scripts } = JSON.parse(textOf("package.json"));
    const all = documents.map((file) => [file, textOf(file)] as const);
    for (const [file, text] of all) {
      for (const [, name = ""] of text.matchAll(/npm run (?:-s )?([a-z:]+)/g))
        expect(scripts, file).toHaveProperty([name]);
      for (const [, to = ""] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g))
        expect(readdirSync(join(root, file, "..", to, "..")), `${file}: ${to}`).toContain(to.split("/").at(-1));
    }
    const [, vars = ""] = /\[vars\]\n(.*?)\n\n/s.exec(textOf("wrangler.toml")) ?? [];
    const settings = [...vars.matchAll(/^([A-Z_]+) =/gm)].map(([, name = ""]) => name);
    expect(settings.length).toBeGreaterThan(20);
    for (const name of settings) expect(textOf("docs/deploy.md")).toContain(`\`${name}\``);
  });
});
