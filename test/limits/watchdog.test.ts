import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, describe, expect, it } from "vitest";
import { dayOf, PLANS } from "../../src/limits/plans";
import type { ReserveRequest, Watch } from "../../src/limits/protocol";

/** Tomorrow at noon, so that no alarm of these objects ever goes off by itself. */
const NOON = Math.floor(Date.now() / 86_400_000) * 86_400_000 + 86_400_000 + 43_200_000;
const DAY = dayOf(NOON).id;

type Vitals = Awaited<ReturnType<Watch["vitals"]>>;
type Deliveries = Awaited<ReturnType<Watch["deliveries"]>>;

const met: string[] = [];
afterAll(async () => {
  for (const name of met) await runInDurableObject(stubOf(name), (_object, { storage }) => storage.deleteAlarm());
});
const stubOf = (name: string) => env.ACCOUNT_LIMITER.get(env.ACCOUNT_LIMITER.idFromName(name));

interface Watched {
  readonly job_id: string;
  readonly check_at: number;
  readonly rings: number;
}

/** An account's object with a clock and neighbours of the test's own. */
function object(name: string, found: { vitals?: Vitals; deliveries?: Deliveries } = {}) {
  met.push(name);
  const stub = stubOf(name);
  const asked: unknown[] = [];
  const watch: Watch = {
    vitals: async (account, ids) => {
      asked.push(["vitals", account, [...ids].toSorted()]);
      return found.vitals ?? [];
    },
    ring: async (ids) => void asked.push(["ring", [...ids]]),
    deliveries: async (account) => {
      asked.push(["deliveries", account]);
      return found.deliveries ?? { overdue: [], nextInMs: null };
    },
    tell: async (ids) => void asked.push(["tell", [...ids]]),
  };
  const inside = async <T>(
    work: (it: { now: () => number; alarm: () => Promise<void> }, state: DurableObjectState) => T,
  ) => await runInDurableObject(stub, (it, state) => work(it as never, state));
  return {
    stub,
    asked,
    found,
    at: async (time: number) =>
      await inside((it) => {
        Object.defineProperty(it, "now", { value: () => time, configurable: true });
        Object.defineProperty(it, "watch", { value: watch, configurable: true });
      }),
    alarm: async () => await inside(async (it) => await it.alarm()),
    watched: async (): Promise<Watched[]> =>
      await inside((_it, { storage }) =>
        storage.sql
          .exec("SELECT job_id, check_at, rings FROM watched ORDER BY job_id")
          .toArray()
          .map((row) => ({ ...row }) as never),
      ),
    armedFor: async () => await inside(async (_it, { storage }) => await storage.getAlarm()),
    arm: async (time: number | null) =>
      await inside(async (_it, { storage }) =>
        time === null ? await storage.deleteAlarm() : await storage.setAlarm(time),
      ),
    tellingAt: async () => await inside((_it, { storage }) => storage.kv.get<number>("telling_at")),
    forgetAccount: async () => await inside((_it, { storage }) => storage.kv.delete("account")),
  };
}

const asks = (accountId: string, jobId: string, changes: Partial<ReserveRequest> = {}): ReserveRequest => ({
  accountId,
  jobId,
  keyHash: null,
  bodyHash: "body",
  plan: "free",
  funding: "credits",
  kind: "image",
  ...changes,
});

describe("a day's allowance that is spent without a job", () => {
  it("is counted one by one to the last, and given back where it bought nothing", async () => {
    const account = object("spend");
    await account.at(NOON);
    const standing = { name: "chats", limit: 50, windowSeconds: 86_400, resetSeconds: 43_200 };
    for (let left = 49; left >= 0; left--)
      expect(await account.stub.spend("free", "chats")).toEqual({
        ok: true,
        day: DAY,
        standing: { ...standing, remaining: left },
      });
    const refused = { ok: false, day: DAY, standing: { ...standing, remaining: 0 } };
    expect(await account.stub.spend("free", "chats")).toEqual(refused);
    await account.stub.refund("chats", DAY);
    expect(await account.stub.spend("free", "chats")).toMatchObject({ ok: true, standing: { remaining: 0 } });
    expect(await account.stub.spend("free", "chats")).toEqual(refused);
  });

  it("has no end where the plan has none, and is counted all the same", async () => {
    const account = object("endless");
    await account.at(NOON);
    for (let used = 0; used < 60; used++)
      expect(await account.stub.spend("enterprise", "chats")).toEqual({ ok: true, day: DAY, standing: null });
    expect(await account.stub.allowances("enterprise")).toEqual([
      { meter: "images", limit: null, used: 0, remaining: null, resetSeconds: 43_200 },
      { meter: "videos", limit: null, used: 0, remaining: null, resetSeconds: 43_200 },
      { meter: "chats", limit: null, used: 60, remaining: null, resetSeconds: 43_200 },
    ]);
    // Whoever goes back to a smaller plan has used up more than it has, and owes nothing for it.
    expect(await account.stub.allowances("free")).toEqual([
      { meter: "images", limit: 10, used: 0, remaining: 10, resetSeconds: 43_200 },
      { meter: "videos", limit: 2, used: 0, remaining: 2, resetSeconds: 43_200 },
      { meter: "chats", limit: 50, used: 60, remaining: 0, resetSeconds: 43_200 },
    ]);
  });

  it("that belongs to an earlier day gives nothing back to this one, and no count falls below nothing", async () => {
    const account = object("days");
    await account.at(NOON);
    await account.stub.spend("free", "chats");
    await account.at(NOON + 86_400_000);
    for (let used = 0; used < 3; used++) await account.stub.spend("free", "chats");
    await account.stub.refund("chats", DAY);
    const used = async () => (await account.stub.allowances("free")).find(({ meter }) => meter === "chats")?.used;
    expect(await used()).toBe(3);
    for (let back = 0; back < 5; back++) await account.stub.refund("chats", DAY + 1);
    expect(await used()).toBe(0);
  });
});

describe("a reservation", () => {
  it("stands against the limit that its caller feels", async () => {
    const account = object("feels");
    await account.at(NOON);
    const submits = { name: "submits", limit: 100, remaining: 99, windowSeconds: 60, resetSeconds: 60 };
    expect(await account.stub.reserve(asks("feels", "job_1"))).toEqual({
      ok: true,
      jobId: "job_1",
      reservedAt: NOON,
      standing: submits,
    });
    expect(await account.stub.reserve(asks("feels", "job_2", { funding: "plan", kind: "video" }))).toMatchObject({
      standing: { name: "videos", limit: 2, remaining: 1, windowSeconds: 86_400, resetSeconds: 43_200 },
    });
    const endless = {
      name: "submits",
      limit: PLANS.enterprise.submitsPerMinute,
      remaining: PLANS.enterprise.submitsPerMinute - 3,
    };
    expect(await account.stub.reserve(asks("feels", "job_3", { funding: "plan", plan: "enterprise" }))).toMatchObject({
      standing: endless,
    });
  });

  it("that is paid with credits is taken although the day's images are used up", async () => {
    const account = object("paid");
    await account.at(NOON);
    for (let n = 0; n < 10; n++) await account.stub.reserve(asks("paid", `job_${n}`, { funding: "plan" }));
    expect(await account.stub.reserve(asks("paid", "job_a", { funding: "plan" }))).toMatchObject({ ok: false });
    expect(await account.stub.reserve(asks("paid", "job_b"))).toMatchObject({ ok: true });
  });

  it("is looked after in fifteen seconds, or when the object wakes before", async () => {
    const account = object("armed");
    await account.at(NOON);
    await account.arm(NOON + 3_600_000);
    await account.stub.reserve(asks("armed", "job_1"));
    expect([await account.watched(), await account.armedFor()]).toEqual([
      [{ job_id: "job_1", check_at: NOON + 15_000, rings: 0 }],
      NOON + 15_000,
    ]);
    await account.arm(NOON + 5_000);
    await account.stub.reserve(asks("armed", "job_2"));
    expect(await account.armedFor()).toBe(NOON + 5_000);
    await account.arm(null);
    await account.stub.reserve(asks("armed", "job_3"));
    expect(await account.armedFor()).toBe(NOON + 15_000);
  });

  it("that is given back returns the minute's and the day's count, and one that is unknown nothing", async () => {
    const account = object("returns");
    await account.at(NOON);
    await account.stub.reserve(asks("returns", "job_1", { funding: "plan" }));
    await account.stub.giveBack("job_1");
    await account.stub.giveBack("job_1");
    await account.stub.giveBack("job_unknown");
    expect((await account.stub.allowances("free"))[0]).toMatchObject({ meter: "images", used: 0 });
    expect(await account.stub.reserve(asks("returns", "job_2"))).toMatchObject({ standing: { remaining: 99 } });
  });
});

describe("whoever is to be told", () => {
  it("is asked after fifteen seconds later, and no later for what comes after", async () => {
    const account = object("told");
    await account.at(NOON);
    await account.stub.finish("job_0", true);
    expect([await account.tellingAt(), await account.armedFor()]).toEqual([undefined, null]);
    await account.stub.finish("job_1", true, true);
    expect([await account.tellingAt(), await account.armedFor()]).toEqual([NOON + 15_000, NOON + 15_000]);
    await account.at(NOON + 9_000);
    await account.stub.finish("job_2", true, true);
    expect(await account.tellingAt()).toBe(NOON + 15_000);
    await account.at(NOON - 9_000);
    await account.stub.finish("job_3", true, true);
    expect(await account.tellingAt()).toBe(NOON + 6_000);
  });

  it.each([
    ["is rung for when overdue, and asked after again soon", { overdue: ["dlv_1", "dlv_2"], nextInMs: null }, 15_000],
    ["is waited for until it is due", { overdue: [], nextInMs: 100_000 }, 100_000],
    ["is not asked after at every turn", { overdue: [], nextInMs: 1 }, 15_000],
    ["is asked after in five minutes at the latest", { overdue: [], nextInMs: 86_400_000 }, 300_000],
    ["is forgotten when there is nobody left", { overdue: [], nextInMs: null }, undefined],
  ] as const)("%s", async (name, deliveries, nextIn) => {
    const account = object(`told ${name}`, { deliveries });
    await account.at(NOON);
    await account.stub.reserve(asks("acc", "job_1"));
    await account.stub.finish("job_1", true, true);
    await account.alarm();
    expect([account.asked, await account.armedFor()]).toEqual([[], NOON + 15_000]);
    await account.at(NOON + 15_000);
    await account.arm(null);
    await account.alarm();
    const told = deliveries.overdue.length === 0 ? [] : [["tell", [...deliveries.overdue]]];
    expect(account.asked).toEqual([["deliveries", "acc"], ...told]);
    const next = nextIn === undefined ? undefined : NOON + 15_000 + nextIn;
    expect([await account.tellingAt(), await account.armedFor()]).toEqual([next, next ?? null]);
  });
});

describe("the watchdog", () => {
  /** An object that watches these jobs, at the moment when they are to be looked after. */
  async function watching(
    name: string,
    jobs: readonly string[],
    vitals: Vitals,
    changes: Partial<ReserveRequest> = {},
  ) {
    const account = object(name, { vitals });
    await account.at(NOON);
    for (const job of jobs) await account.stub.reserve(asks(name, job, changes));
    await account.at(NOON + 15_000);
    return account;
  }
  const images = async (account: ReturnType<typeof object>) => (await account.stub.allowances("free"))[0]?.used;

  it("asks about those that are due, and about no others", async () => {
    const account = await watching("due", ["job_1"], [{ id: "job_1", status: "queued", restsForMs: 0 }]);
    await account.stub.reserve(asks("due", "job_2"));
    await account.alarm();
    expect(account.asked).toEqual([
      ["vitals", "due", ["job_1"]],
      ["ring", ["job_1"]],
    ]);
    account.asked.length = 0;
    await account.at(NOON + 29_999);
    await account.alarm();
    expect([account.asked, await account.armedFor()]).toEqual([[], NOON + 30_999]);
  });

  it("rings less and less often for a job that nobody takes up, and every five minutes at the least", async () => {
    const account = await watching("rings", ["job_1"], [{ id: "job_1", status: "queued", restsForMs: 0 }]);
    let now = NOON + 15_000;
    for (const [rings, pause] of [30_000, 60_000, 120_000, 240_000, 300_000, 300_000].entries()) {
      await account.at(now);
      await account.alarm();
      now += pause;
      expect(await account.watched()).toEqual([{ job_id: "job_1", check_at: now, rings: rings + 1 }]);
    }
  });

  it("comes back half a second after a lease or a sleep is over, and rings for nobody", async () => {
    const account = await watching("rests", ["job_1"], [{ id: "job_1", status: "running", restsForMs: 7_000 }]);
    await account.alarm();
    expect(account.asked.at(-1)).toEqual(["ring", []]);
    expect(await account.watched()).toEqual([{ job_id: "job_1", check_at: NOON + 22_500, rings: 0 }]);
    expect(await account.armedFor()).toBe(NOON + 22_500);
  });

  it.each([
    ["succeeded", 1],
    ["failed", 0],
    ["canceled", 0],
  ] as const)("forgets a job that %s unheard, sees to its webhook, and %i image is used", async (status, used) => {
    const account = await watching(`ended ${status}`, ["job_1"], [{ id: "job_1", status, restsForMs: 0 }], {
      funding: "plan",
    });
    await account.alarm();
    expect([await account.watched(), await images(account)]).toEqual([[], used]);
    expect(account.asked).toContainEqual(["deliveries", `ended ${status}`]);
  });

  it("waits a minute for a job that is not there yet, to the moment, and gives its image back then", async () => {
    const account = await watching("never", ["job_1"], [], { funding: "plan" });
    await account.alarm();
    expect(await account.watched()).toEqual([{ job_id: "job_1", check_at: NOON + 60_000, rings: 0 }]);
    await account.at(NOON + 60_000);
    await account.alarm();
    expect([await account.watched(), await images(account)]).toEqual([[], 0]);
  });

  it("wakes in a second at the soonest, and not at all when nothing is left", async () => {
    const account = await watching("soon", ["job_1"], [{ id: "job_1", status: "running", restsForMs: 100 }]);
    await account.alarm();
    expect(await account.armedFor()).toBe(NOON + 16_000);
    await account.stub.finish("job_1", true);
    await account.arm(null);
    await account.alarm();
    expect(await account.armedFor()).toBeNull();
  });

  it("of nobody's account asks nobody", async () => {
    const account = await watching("nobody", ["job_1"], []);
    await account.stub.finish("job_0", true, true);
    await account.forgetAccount();
    await account.at(NOON + 60_000);
    await account.alarm();
    expect(account.asked).toEqual([]);
  });
});
