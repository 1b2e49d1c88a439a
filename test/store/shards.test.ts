import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { secureRandom } from "../../src/core/crypto";
import { createServices } from "../../src/services";
import { apiWith } from "../support/api";
import { SilentQueue } from "../support/core";

it("an account lives in one shard with all that is its own, and its ids say which", async () => {
  const queue = new SilentQueue();
  const settings = { ...env, DB_1: env.OTHER_DB, JOBS: queue };
  // The first random byte of a sign-up chooses the shard; the rest stays random.
  const choosing = (shard: number) => (length: number) => (length === 1 ? Uint8Array.of(shard) : secureRandom(length));
  for (const [shard, db] of [
    [0, env.DB_0],
    [1, env.OTHER_DB],
  ] as const) {
    const api = apiWith(settings, { random: choosing(shard) });
    const { body: account } = await api("POST", "/hq/account/agent/create", { json: { label: `shard ${shard}` } });
    expect(account.account_id).toMatch(new RegExp(`^acc_0${shard}`));
    expect(account.pin).toMatch(new RegExp(`^hq_pin_0${shard}`));
    const { body: key } = await api("POST", "/hq/account/create/key", { key: account.token, json: { name: "k" } });
    const { body: job } = await api("POST", "/image/generate", { key: key.api_key, json: { prompt: "a cat" } });
    expect(job.job_id).toMatch(new RegExp(`^job_0${shard}`));
    await createServices(settings as unknown as Env).jobs.run(job.job_id);
    const { body: done } = await api("GET", `/image/jobs/${job.job_id}`, { key: key.api_key });
    expect(done).toMatchObject({ status: "completed", url: expect.stringContaining(`/i/img_0${shard}`) });
    expect(await db.prepare("SELECT id FROM jobs WHERE account_id = ?1").bind(account.account_id).first("id")).toBe(
      job.job_id,
    );
    const { body: token } = await api("POST", "/hq/account/agent/token", { json: { pin: account.pin } });
    expect((await api("GET", "/hq/account", { key: token.token })).body.label).toBe(`shard ${shard}`);
  }
});

it("ids of a shard this deployment does not have are not there, rather than an error", async () => {
  const api = apiWith({});
  expect((await api("GET", "/image/list", { key: "hq_live_07AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA000000" })).status).toBe(
    401,
  );
});
