import { OpenAPIHono } from "@hono/zod-openapi";
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, describe, expect, it } from "vitest";
import { requestId } from "hono/request-id";
// Their text, which is what is compared.
// oxlint-disable import/default
import building from "../../docs/building.md?raw";
import { createDialectApp, type DialectEnv } from "../../src/dialects/dialect";
import { ANY_SIZE } from "../../src/models/shapes";
import { createServices } from "../../src/services";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount } from "../support/seed";
import { postcard } from "./examples/postcard";
import postcardText from "./examples/postcard.ts?raw";
import { createStripes, describeStripes } from "./examples/stripes";
import stripesText from "./examples/stripes.ts?raw";

afterAll(expectSoundBooks);

/** As it stands in its place in the source. */
const inPlace = (text: string, folder: RegExp): string =>
  text.replaceAll(folder, "./").replaceAll("../../../src/", "../");

describe("what docs/building.md shows", () => {
  it("is the code that these tests run", () => {
    expect(building).toContain(inPlace(postcardText, /\.\.\/\.\.\/\.\.\/src\/dialects\//g));
    expect(building).toContain(inPlace(stripesText, /\.\.\/\.\.\/\.\.\/src\/models\//g));
  });

  it("is a whole API and a whole model: checked, refused, paid, drawn, served", async () => {
    const stripes = {
      card: describeStripes(),
      name: "stripes-1",
      model: createStripes(),
      origin: "algorithmic",
      embedded: true,
      shapes: ANY_SIZE,
    } as const;
    const services = createServices(env, { models: { image: [stripes], video: [], language: [] } });
    const app = new OpenAPIHono<DialectEnv>();
    app.use(requestId(), async (c, next) => {
      c.set("services", services);
      await next();
    });
    app.route("/", createDialectApp(postcard));
    const ask = async (method: string, path: string, key: string | null, json?: object) => {
      const headers = {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(json === undefined ? {} : { "content-type": "application/json" }),
      };
      const init = { method, headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) };
      const answer = await app.fetch(new Request(`https://edgel.test${path}`, init), env, createExecutionContext());
      return { status: answer.status, body: (await answer.json()) as Record<string, string> };
    };

    const { key } = await seedAccount();
    expect(await ask("POST", "/postcard", null, { greeting: "hello" })).toMatchObject({ status: 401 });
    expect(await ask("POST", "/postcard", key, { greeting: "" })).toMatchObject({ status: 422 });
    expect(await ask("DELETE", "/postcard", key)).toMatchObject({ status: 405 });
    const sent = await ask("POST", "/postcard", key, { greeting: "a beach at sunset" });
    expect(sent).toEqual({ status: 201, body: { id: expect.stringMatching(/^job_/), state: "printing", url: null } });
    await services.jobs.run(sent.body["id"] ?? "");
    const { body: card } = await ask("GET", `/postcard/${sent.body["id"]}`, key);
    expect(card).toEqual({ id: sent.body["id"], state: "ready", url: expect.stringMatching(/\/i\/img_\w+\.jpg$/) });
    const stored = await services.pictureServer.serve(new URL(card["url"] ?? "").pathname.slice(3), new Headers());
    expect(stored).toMatchObject({ status: 200 });
  });
});
