import { DurableObject } from "cloudflare:workers";
import type { Plan } from "../core/principal";
import type { Allowance, Reservation, ReserveRequest, Spending, Standing, Watch } from "./protocol";
import { dayOf, METER_OF, minuteOf, PLANS, type DailyMeter } from "./plans";

/**
 * One object per account: counts what the account may still do, and looks after its open jobs.
 *
 * A counter and a watchdog, never the truth about a job: that is D1. Every change is written to the object's
 * own SQLite before it answers, and every question may be asked twice about the same job.
 */

/** Patience before the first ring for a job nobody has taken up, then doubling to the cap. */
const FIRST_RING_MS = 15_000;
const LAST_RING_MS = 300_000;
/** A reservation without a job this old never became one: the accept batch refuses it after 30 s. */
const NEVER_ACCEPTED_MS = 60_000;
/** After a lease or a sleep ends, a moment for its own message to arrive first. */
const GRACE_MS = 500;

/** When to ask after the account's deliveries, under this name. */
const TELLING_AT = "telling_at";

const METERS = ["images", "videos", "chats"] as const satisfies readonly DailyMeter[];
/** More than anybody uses in a day: what is left of it says what was used. */
const UNCOUNTED = Number.MAX_SAFE_INTEGER;

interface WatchedRow extends Record<string, SqlStorageValue> {
  job_id: string;
  meter: DailyMeter | null;
  day: number;
  reserved_at: number;
  rings: number;
  check_at: number;
}

export abstract class AccountLimiterObject extends DurableObject<Env> {
  protected abstract readonly watch: Watch;
  /** The object's clock; a test sets it. */
  protected now = (): number => Date.now();
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS watched (
        job_id TEXT PRIMARY KEY, key_hash TEXT UNIQUE, body_hash TEXT NOT NULL, meter TEXT, day INTEGER NOT NULL,
        minute INTEGER NOT NULL, reserved_at INTEGER NOT NULL, rings INTEGER NOT NULL DEFAULT 0, check_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS used (
        meter TEXT PRIMARY KEY, period INTEGER NOT NULL, count INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS streams (id INTEGER PRIMARY KEY AUTOINCREMENT, until INTEGER NOT NULL) STRICT;`);
  }

  /** Counts the job and remembers it, or says which limit stands in the way. A known key gets its job again. */
  async reserve(request: ReserveRequest): Promise<Reservation> {
    const now = this.now();
    const known = this.#known(request, now);
    if (known !== null) return known;

    const plan = PLANS[request.plan];
    const minute = minuteOf(now);
    const day = dayOf(now);
    const meter = request.funding === "plan" ? METER_OF[request.kind] : null;
    const submits = this.#standing("submits", plan.submitsPerMinute, minute.id, 60, minute.endsInSeconds);
    if (submits.remaining <= 0) return { ok: false, reason: "rate_limited", standing: submits };
    const inFlight = this.#sql.exec<{ n: number }>("SELECT count(*) AS n FROM watched").one().n;
    if (inFlight >= plan.jobsInFlight) {
      return {
        ok: false,
        reason: "too_many_jobs",
        standing: { name: "jobs-in-flight", limit: plan.jobsInFlight, remaining: 0, windowSeconds: 0, resetSeconds: 5 },
      };
    }
    const allowance = meter === null ? null : plan.perDay[meter];
    const today =
      meter === null || allowance === null ? null : this.#standing(meter, allowance, day.id, 86_400, day.endsInSeconds);
    if (today !== null && today.remaining <= 0) return { ok: false, reason: "quota_exceeded", standing: today };

    if (meter !== null) this.#count(meter, day.id, 1);
    this.#count("submits", minute.id, 1);
    this.#sql.exec(
      `INSERT INTO watched (job_id, key_hash, body_hash, meter, day, minute, reserved_at, check_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      request.jobId,
      request.keyHash,
      request.bodyHash,
      meter,
      day.id,
      minute.id,
      now,
      now + FIRST_RING_MS,
    );
    this.ctx.storage.kv.put("account", request.accountId);
    await this.#wakeBy(now + FIRST_RING_MS);
    return {
      ok: true,
      jobId: request.jobId,
      reservedAt: now,
      standing: lessOne(today ?? submits),
    };
  }

  /** What the plan still allows today, meter by meter; `limit` is null where it knows none. */
  allowances(plan: Plan): Allowance[] {
    const day = dayOf(this.now());
    return METERS.map((meter) => {
      const limit = PLANS[plan].perDay[meter];
      const { remaining } = this.#standing(meter, UNCOUNTED, day.id, 86_400, day.endsInSeconds);
      const used = UNCOUNTED - remaining;
      return {
        meter,
        limit,
        used,
        remaining: limit === null ? null : Math.max(0, limit - used),
        resetSeconds: day.endsInSeconds,
      };
    });
  }

  /** Counts one use of a day's allowance that is no job, or says that none is left. */
  spend(plan: Plan, meter: DailyMeter): Spending {
    const day = dayOf(this.now());
    const limit = PLANS[plan].perDay[meter];
    const standing = this.#standing(meter, limit ?? UNCOUNTED, day.id, 86_400, day.endsInSeconds);
    const ok = standing.remaining > 0;
    if (ok) this.#count(meter, day.id, 1);
    return { ok, day: day.id, standing: limit === null ? null : ok ? lessOne(standing) : standing };
  }

  /** What was spent and bought nothing. */
  refund(meter: DailyMeter, day: number): void {
    this.#count(meter, day, -1);
  }

  /** Counts a stream of events, and numbers it, until it is closed or cannot be open any more; `null` past the limit. */
  openStream(plan: Plan, forMs: number): number | null {
    const now = this.now();
    this.#sql.exec("DELETE FROM streams WHERE until <= ?", now);
    const { n } = this.#sql.exec<{ n: number }>("SELECT count(*) AS n FROM streams").one();
    if (n >= PLANS[plan].streams) return null;
    return this.#sql.exec<{ id: number }>("INSERT INTO streams (until) VALUES (?) RETURNING id", now + forMs).one().id;
  }

  closeStream(id: number): void {
    this.#sql.exec("DELETE FROM streams WHERE id = ?", id);
  }

  /** The job has ended: forget it, and give the day's allowance back unless it delivered. Somebody may have to be told. */
  async finish(jobId: string, delivered: boolean, tells = false): Promise<void> {
    this.#forget(jobId, !delivered);
    if (tells) await this.#tellBy(this.now() + FIRST_RING_MS);
  }

  /** The job was refused at accept and never will exist: as if it had not been asked for. */
  giveBack(jobId: string): void {
    const [row] = this.#sql.exec<{ minute: number }>("SELECT minute FROM watched WHERE job_id = ?", jobId).toArray();
    if (row !== undefined) this.#count("submits", row.minute, -1);
    this.#forget(jobId, true);
  }

  /** Asks D1 about every job in its care: ended ones are forgotten, idle ones are rung for again. */
  override async alarm(): Promise<void> {
    const now = this.now();
    const watched = this.#sql.exec<WatchedRow>("SELECT * FROM watched").toArray();
    try {
      const due = watched.filter((row) => row.check_at <= now);
      if (due.length > 0) await this.#lookAfter(due, now);
      if ((this.#tellingAt() ?? Infinity) <= now) await this.#seeTold(now);
    } finally {
      const next = this.#sql.exec<{ at: number | null }>("SELECT min(check_at) AS at FROM watched").one().at;
      const wake = Math.min(next ?? Infinity, this.#tellingAt() ?? Infinity);
      if (wake !== Infinity) await this.ctx.storage.setAlarm(Math.max(wake, now + 1_000));
    }
  }

  /** Rings for deliveries of this account that are overdue, and comes back for those that are not yet. */
  async #seeTold(now: number): Promise<void> {
    const account = this.ctx.storage.kv.get<string>("account");
    if (account === undefined) return;
    const { overdue, nextInMs } = await this.watch.deliveries(account);
    if (overdue.length > 0) await this.watch.tell(overdue);
    if (nextInMs === null && overdue.length === 0) this.ctx.storage.kv.delete(TELLING_AT);
    else this.ctx.storage.kv.put(TELLING_AT, now + Math.max(FIRST_RING_MS, Math.min(nextInMs ?? 0, LAST_RING_MS)));
  }

  #tellingAt = (): number | undefined => this.ctx.storage.kv.get<number>(TELLING_AT);

  async #tellBy(at: number): Promise<void> {
    if ((this.#tellingAt() ?? Infinity) <= at) return;
    this.ctx.storage.kv.put(TELLING_AT, at);
    await this.#wakeBy(at);
  }

  async #lookAfter(rows: readonly WatchedRow[], now: number): Promise<void> {
    const account = this.ctx.storage.kv.get<string>("account");
    if (account === undefined) return;
    const found = await this.watch.vitals(
      account,
      rows.map((row) => row.job_id),
    );
    const vitals = new Map(found.map((job) => [job.id, job]));
    const silent: string[] = [];
    for (const row of rows) {
      const job = vitals.get(row.job_id);
      if (job === undefined) {
        if (now - row.reserved_at >= NEVER_ACCEPTED_MS) this.#forget(row.job_id, true);
        else this.#checkAt(row, row.reserved_at + NEVER_ACCEPTED_MS, 0);
      } else if (job.status !== "queued" && job.status !== "running") {
        await this.#tellBy(now);
        this.#forget(row.job_id, job.status !== "succeeded");
      } else if (job.restsForMs > 0) {
        this.#checkAt(row, now + job.restsForMs + GRACE_MS, 0);
      } else {
        silent.push(row.job_id);
        this.#checkAt(row, now + Math.min(LAST_RING_MS, FIRST_RING_MS * 2 ** (row.rings + 1)), 1);
      }
    }
    await this.watch.ring(silent);
  }

  /** The reservation a key already has. It is fresh again: the accept batch judges its age. */
  #known(request: ReserveRequest, now: number): Reservation | null {
    if (request.keyHash === null) return null;
    const [row] = this.#sql
      .exec<{ job_id: string; body_hash: string }>(
        "SELECT job_id, body_hash FROM watched WHERE key_hash = ?",
        request.keyHash,
      )
      .toArray();
    if (row === undefined) return null;
    if (row.body_hash !== request.bodyHash) return { ok: false, reason: "other_body" };
    this.#sql.exec("UPDATE watched SET reserved_at = ? WHERE job_id = ?", now, row.job_id);
    const minute = minuteOf(now);
    const standing = this.#standing(
      "submits",
      PLANS[request.plan].submitsPerMinute,
      minute.id,
      60,
      minute.endsInSeconds,
    );
    return { ok: true, jobId: row.job_id, reservedAt: now, standing };
  }

  #standing(name: string, limit: number, period: number, windowSeconds: number, resetSeconds: number): Standing {
    const [row] = this.#sql
      .exec<{ count: number }>("SELECT count FROM used WHERE meter = ? AND period = ?", name, period)
      .toArray();
    return { name, limit, remaining: Math.max(0, limit - (row?.count ?? 0)), windowSeconds, resetSeconds };
  }

  /** A meter keeps its current period only; what is given back to an earlier one is of no use to anybody. */
  #count(meter: string, period: number, amount: number): void {
    if (amount < 0) {
      this.#sql.exec("UPDATE used SET count = max(0, count + ?) WHERE meter = ? AND period = ?", amount, meter, period);
      return;
    }
    this.#sql.exec(
      `INSERT INTO used (meter, period, count) VALUES (?1, ?2, ?3) ON CONFLICT (meter)
       DO UPDATE SET count = CASE WHEN period = excluded.period THEN count + excluded.count ELSE excluded.count END,
                     period = excluded.period`,
      meter,
      period,
      amount,
    );
  }

  #forget(jobId: string, returnAllowance: boolean): void {
    const [row] = this.#sql.exec<WatchedRow>("DELETE FROM watched WHERE job_id = ? RETURNING *", jobId).toArray();
    if (row?.meter && returnAllowance) this.#count(row.meter, row.day, -1);
  }

  #checkAt(row: WatchedRow, at: number, rings: number): void {
    this.#sql.exec("UPDATE watched SET check_at = ?, rings = rings + ? WHERE job_id = ?", at, rings, row.job_id);
  }

  async #wakeBy(at: number): Promise<void> {
    const armed = await this.ctx.storage.getAlarm();
    if (armed === null || armed > at) await this.ctx.storage.setAlarm(at);
  }
}

/** As it stands once this job is counted. The plan's allowance is the limit that its caller feels. */
const lessOne = (standing: Standing): Standing => ({ ...standing, remaining: standing.remaining - 1 });
