import { Spectral } from "@stoplight/spectral-core";
import { oas } from "@stoplight/spectral-rulesets";
import { expect, it } from "vitest";
import { startServer } from "../support/server";

it("the document is OpenAPI 3.1 that Spectral finds nothing wrong with", async () => {
  await using server = await startServer({ vars: { ADMIN_TOKEN: "an-operator-who-reads-documents" } });
  const document = await (await fetch(`${server.origin}/openapi.json`)).json();
  expect(document).toMatchObject({ openapi: "3.1.0", info: { title: "Edgel" }, servers: [{ url: server.origin }] });
  const spectral = new Spectral();
  spectral.setRuleset({ extends: [[oas as never, "recommended"]] } as never);
  const problems = await spectral.run(document as never);
  expect(problems.map(({ code, message, path }) => `${String(code)} at ${path.join(".")}: ${message}`)).toEqual([]);
});
