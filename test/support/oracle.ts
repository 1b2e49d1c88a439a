import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { PRICES } from "../../src/jobs/prices";
import { createAuditStore } from "../../src/store/audit";
import { createPictureStore } from "../../src/store/pictures";

/** What must hold after any test that touches jobs or money: the same questions that a server asks itself every hour. */
export async function expectSoundBooks(): Promise<void> {
  const charges = { image: PRICES.image.credits, agent: PRICES.agent.credits };
  const audit = createAuditStore(createPictureStore(env.MEDIA), charges);
  expect(await audit.rows(env.DB_0)).toEqual([]);
  expect(await audit.objects(env.DB_0, 10_000)).toEqual([]);
}
