import { afterAll, beforeAll, expect, it } from "vitest";
import { createServices } from "../../src/services";
import { apiWith } from "../support/api";
import { bench, endedAnHourAgo, submitTo } from "../support/core";
import { countingEnv, noCounts } from "../support/counting";
import { expectSoundBooks } from "../support/oracle";
import { ADMIN_TOKEN, seedAccount, setPlan, type Seeded } from "../support/seed";

/** An invocation may ask the database a thousand times: what it does for many jobs must not ask for each. */

afterAll(expectSoundBooks);

let ada: Seeded;
beforeAll(async () => {
  ada = await seedAccount();
  await setPlan(ada.accountId, "enterprise");
});

/** How often the database is asked while this is done. */
async function asked(work: (counted: Env) => Promise<unknown>): Promise<number> {
  const counts = noCounts();
  await work(countingEnv(counts));
  return counts.d1RoundTrips;
}

/** Jobs that were canceled, and left alone for so long that the sweep looks at them. */
async function canceledLongAgo(many: number): Promise<void> {
  const to = bench();
  for (let n = 0; n < many; n++) {
    const { job } = await submitTo(to, ada.accountId, { plan: "enterprise" });
    await to.services.jobs.cancel(ada.accountId, job.id);
    await endedAnHourAgo(job.id);
  }
}

it("the sweep asks no oftener for forty jobs than for one", async () => {
  const sweep = async (counted: Env) => await createServices(counted).upkeep.sweep();
  await sweep(countingEnv(noCounts()));
  await canceledLongAgo(1);
  const forOne = await asked(sweep);
  await canceledLongAgo(40);
  expect(await asked(sweep)).toBe(forOne);
  expect(forOne).toBeLessThan(20);
});

it("lists ask no oftener for more jobs, nor does the audit", async () => {
  const lists = async (counted: Env) => {
    const call = apiWith({ ...counted });
    for (const path of ["/image/list", "/v1/jobs?limit=100"])
      expect((await call("GET", path, { key: ada.key })).status, path).toBe(200);
    expect((await call("GET", "/admin/jobs?limit=200", { key: ADMIN_TOKEN })).status).toBe(200);
    await createServices(counted).audits.run();
  };
  const before = await asked(lists);
  await canceledLongAgo(30);
  expect(await asked(lists)).toBe(before);
  expect(before).toBeLessThan(60);
});
