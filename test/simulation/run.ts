import { createId } from "../../src/core/ids";
import { PRICES } from "../../src/jobs/prices";
import type { RequestDraft } from "../../src/jobs/submit";
import type { Services } from "../../src/services";
import { createAuditStore, type Finding } from "../../src/store/audit";
import { createPictureStore } from "../../src/store/pictures";
import { modelsOf } from "./models";
import { Platform, type Isolate } from "./platform";
import { takeOver } from "./timers";
import { CALM, World, type Weather } from "./world";

/** One run: everything that happens in it follows from its seed. */
export interface Result {
  readonly seed: number;
  /** What is wrong at the end; nothing, as it should be. */
  readonly wrong: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  /** Calls that left an isolate while the weather lasted. */
  readonly calls: number;
  /** All that happened, as one number: the same for the same seed. */
  readonly trace: number;
}

const STORM_MS = 4 * 60_000;
/** The longest deadline, and what it takes to notice. */
const CALM_MS = 70 * 60_000;
const LOOK_EVERY_MS = 5 * 60_000;
const LONGEST_TRIES = 8;

export interface Plan {
  /** Left out: as the seed has it. */
  readonly weather?: Weather;
  readonly clients?: number;
}

export async function simulate(seed: number, plan: Plan = {}): Promise<Result> {
  const world = new World(seed);
  const restore = takeOver(world);
  try {
    return await run(seed, world, plan);
  } finally {
    restore();
  }
}

async function run(seed: number, world: World, plan: Plan): Promise<Result> {
  const tally = { count: (name: string) => platform.count(name) };
  const platform: Platform = new Platform(world, modelsOf(world, tally), receiver);
  /** What a webhook's receiver does. */
  function receiver(isolate: Isolate): typeof fetch {
    const answer = async () => new Response(null, { status: world.chance() < 0.7 ? 200 : 500 });
    return (async () => await platform.call(isolate, answer)) as typeof fetch;
  }

  const keys = [await account(platform, world, 200), await account(platform, world, 25)];
  platform.calls = 0;
  world.weather = plan.weather ?? {
    fails: world.between(0, 0.04),
    ambiguous: world.between(0, 0.03),
    crashes: world.between(0, 0.012),
    drops: world.between(0, 0.3),
    doubles: world.between(0, 0.3),
    stalls: world.between(0, 0.02),
  };
  platform.startCron();

  /** Ids that were accepted, by the key of the request. */
  const accepted = new Map<string, Set<string>>();
  const ask = async (key: string, work: (services: Services) => Promise<void>): Promise<boolean> =>
    await new Promise((resolve) => {
      const host = platform.host();
      // Nobody answers for a dead process: the caller gives up after a while.
      world.after(40_000, () => resolve(false));
      host.isolate.onDeath(() => resolve(false));
      platform.on(host, work).then(
        () => resolve(true),
        () => resolve(false),
      );
      void key;
    });

  async function client(number: number): Promise<void> {
    await world.sleep(world.between(0, STORM_MS * 0.7));
    const key = world.pick(keys);
    const idempotencyKey = `request-${number}`;
    const request = requestOf(world);
    const funding = request.kind !== "video" && world.chance() < 0.6 ? "credits" : "plan";
    let jobId: string | undefined;
    for (let tries = 0; tries < LONGEST_TRIES; tries++) {
      await ask(key, async ({ authenticate, jobs }) => {
        const { principal, idempotency } = await authenticate(`Bearer ${key}`, idempotencyKey);
        const webhook =
          number % 3 === 0 ? { url: "https://hooks.example.com/x", origin: "https://edgel.test" } : undefined;
        const { job } = await jobs.submit({ principal, idempotency, dialect: "myimage", funding, request, webhook });
        jobId = job.id;
        accepted.set(idempotencyKey, (accepted.get(idempotencyKey) ?? new Set()).add(job.id));
      });
      if (jobId !== undefined && world.chance() < 0.7) break;
      await world.sleep(world.between(500, 20_000));
    }
    if (jobId === undefined || world.chance() > 0.15) return;
    await world.sleep(world.between(0, 10_000));
    await ask(key, async ({ authenticate, jobs }) => {
      const { principal } = await authenticate(`Bearer ${key}`, undefined);
      await jobs.cancel(principal.accountId, jobId ?? "");
      platform.count("canceled");
    });
  }

  const clients = plan.clients ?? 6 + Math.floor(world.chance() * 10);
  for (let number = 0; number < clients; number++) void client(number);
  const began = world.now;
  await world.runUntil(began + STORM_MS);
  const { calls } = platform;
  world.weather = CALM;
  const open = () => platform.database.run("SELECT 1 FROM jobs WHERE ended_at IS NULL LIMIT 1", []).results.length > 0;
  while (open() && world.now < began + STORM_MS + CALM_MS) await world.runUntil(world.now + LOOK_EVERY_MS);
  // What follows an end follows soon.
  await world.runUntil(world.now + LOOK_EVERY_MS);

  const { results: released } = platform.database.run("SELECT 1 FROM transfers WHERE kind = 'release'", []);
  platform.count("given back", released.length);
  const { results: ended } = platform.database.run("SELECT kind || ' ' || status AS end FROM jobs", []);
  for (const { end } of ended) platform.count(String(end));
  const wrong = [...(await findings(platform)).map(tell), ...twice(accepted), ...(await lost(platform, accepted))];
  return { seed, wrong, counts: platform.counts, calls, trace: await traceOf(platform) };
}

function requestOf(world: World): RequestDraft {
  const lot = world.chance();
  if (lot < 0.65) return { kind: "image", prompt: "a cat", aspectRatio: "1:1", outputFormat: "png", seed: 1 };
  if (lot < 0.85)
    return { kind: "video", prompt: "a kite", aspectRatio: "16:9", outputFormat: "mp4", seed: 1, seconds: 2 };
  return {
    kind: "agent",
    goal: "image",
    prompt: "a cat, mirrored",
    aspectRatio: "1:1",
    resolution: "2K",
    seed: 1,
    references: [],
    maxSteps: 4,
    maxDrawings: 2,
  };
}

/** An account with so many credits, and its key. */
async function account(platform: Platform, world: World, credits: number): Promise<string> {
  const random = (length: number) => Uint8Array.from({ length }, () => Math.floor(world.chance() * 256));
  const id = createId("acc", 0, new Date(world.now), random);
  const { database } = platform;
  database.run("INSERT INTO accounts (id, plan, pin_hash, created_at) VALUES (?1, 'pro', ?1, 0)", [id]);
  database.run("INSERT INTO balances (account_id) VALUES (?1)", [id]);
  const topup = "INSERT INTO transfers (subject, kind, account_id, amount, at) VALUES (?1, 'topup', ?1, ?2, 0)";
  database.run(topup, [id, credits]);
  let key = "";
  await platform.settle(
    platform.on(platform.host(), async ({ keys }) => {
      key = (await keys.mint(id, "simulation")).apiKey;
    }),
  );
  return key;
}

const findings = async ({ database, bucket }: Platform): Promise<Finding[]> => {
  const charges = { image: PRICES.image.credits, agent: PRICES.agent.credits };
  const audit = createAuditStore(createPictureStore(bucket as unknown as R2Bucket), charges);
  const db = database as unknown as D1Database;
  return [...(await audit.rows(db)), ...(await audit.objects(db, 1_000))];
};

const tell = ({ invariant, promise, offenders }: Finding): string => `${invariant} ${promise}: ${offenders.join(" ")}`;

const twice = (accepted: ReadonlyMap<string, ReadonlySet<string>>): string[] =>
  [...accepted].flatMap(([key, ids]) =>
    ids.size === 1 ? [] : [`one key, ${ids.size} jobs: ${key} ${[...ids].join(" ")}`],
  );

/** Accepted, and not there or not ended. */
async function lost({ database }: Platform, accepted: ReadonlyMap<string, ReadonlySet<string>>): Promise<string[]> {
  const ended = new Set(database.run("SELECT id FROM jobs WHERE ended_at IS NOT NULL", []).results.map(({ id }) => id));
  return [...accepted.values()].flatMap((ids) => [...ids].filter((id) => !ended.has(id)).map((id) => `lost: ${id}`));
}

async function traceOf({ database }: Platform): Promise<number> {
  const { results } = database.run("SELECT job_id, seq, data, at FROM job_events ORDER BY job_id, seq", []);
  let sum = 0;
  for (const character of JSON.stringify(results)) sum = (Math.imul(sum, 31) + character.charCodeAt(0)) | 0;
  return sum >>> 0;
}
