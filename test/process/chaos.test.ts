import { expect, it } from "vitest";
// @ts-expect-error -- plain JavaScript, so that it runs by itself
import { campaign } from "../../scripts/chaos.mjs";

it("a server under load from every API that is killed twice loses nothing, does nothing twice, and charges nothing twice", async () => {
  const { accepted, lost, problems, findings } = await campaign({ kills: 2, seed: 7 });
  expect({ lost, problems, findings }).toEqual({ lost: [], problems: [], findings: [] });
  expect(accepted).toBeGreaterThan(5);
});
