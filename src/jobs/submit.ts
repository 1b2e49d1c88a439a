import { bestEffort } from "../core/best-effort";
import type { RandomBytes } from "../core/crypto";
import { AppError, invalidField, notFound, unavailable } from "../core/errors";
import { createId, shardOf } from "../core/ids";
import type { Funding, Job, JobKind, JobRequest, Warning } from "../core/job";
import type { Log } from "../core/log";
import type { IdempotencyClaim, Principal } from "../core/principal";
import { whyNotCalled, type UrlRules, type Webhook } from "../core/webhook";
import { keyReused, type Limits, type Reserved } from "../limits/limits";
import type { Acceptance, JobStore, NewJob } from "../store/jobs";
import type { LedgerStore } from "../store/ledger";
import type { Bell } from "./bell";
import type { Catalogue } from "./catalogue";
import { fingerprint, seedFor } from "./fingerprint";
import { costOf } from "./prices";

const MINUTE_MS = 60_000;
/** From accept to end, whatever happens: a job not finished by then fails. */
const DEADLINE_MS = { image: 15 * MINUTE_MS, video: 60 * MINUTE_MS, agent: 60 * MINUTE_MS } as const satisfies Record<
  JobKind,
  number
>;

/** A request as a caller makes it: the seed may be left to us. */
export type RequestDraft = Draft<JobRequest>;
type Draft<R> = R extends JobRequest ? Omit<R, "seed"> & { readonly seed: number | undefined } : never;

export interface Submission {
  readonly principal: Principal;
  readonly idempotency: IdempotencyClaim | null;
  readonly dialect: string;
  readonly funding: Funding;
  readonly request: RequestDraft;
  /** Where to tell that the job has ended. */
  readonly webhook?: Webhook | undefined;
  /** A webhook that is not https is passed over with a warning, rather than refused. */
  readonly skipsInsecureWebhook?: boolean;
  /** What cannot be honoured is a refusal, rather than a warning. */
  readonly strict?: boolean | undefined;
}

export interface Submitted {
  readonly job: Job;
  /** The job is an earlier request's, found again by its Idempotency-Key. */
  readonly replayed: boolean;
  /** Where the caller stands with its limits. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SubmitDependencies {
  readonly store: JobStore;
  readonly ledger: LedgerStore;
  readonly limits: Limits;
  readonly bell: Bell;
  readonly log: Log;
  readonly catalogue: Catalogue;
  readonly urlRules: UrlRules;
  readonly now: () => Date;
  readonly random: RandomBytes;
}

/** Accepts a job: reserve, commit, ring. Only the commit decides; what comes after it may be lost. */
export const createSubmit = (deps: SubmitDependencies) => {
  async function replay(accountId: string, jobId: string): Promise<Submitted> {
    const job = await deps.store.find(accountId, jobId);
    if (job === null) throw notFound("job");
    return { job, replayed: true, headers: {} };
  }

  /** The answer of the commit was lost: the row itself says what became of it. */
  async function acceptOrLook(job: NewJob): Promise<Acceptance> {
    try {
      return await deps.store.accept(job);
    } catch (error) {
      deps.log.event("accept_unknown", { jobId: job.id }, error);
      try {
        return await deps.store.accept(job);
      } catch (again) {
        throw unavailable(again, null);
      }
    }
  }

  /** As if it had not been asked for; the watchdog does it in a minute if the limiter cannot be reached now. */
  async function giveBack(accountId: string, jobId: string): Promise<void> {
    await bestEffort(deps.log, "give_back_unheard", { jobId }, deps.limits.giveBack(accountId, jobId));
  }

  async function refuseOverdraft(accountId: string, jobId: string, needed: number): Promise<never> {
    await giveBack(accountId, jobId);
    const { available } = await deps.ledger.balance(accountId);
    throw new AppError("insufficient_balance", `This costs ${needed} credits; ${available} are available.`, {
      needed,
      available,
    });
  }

  return async function submit({
    principal,
    idempotency,
    dialect,
    funding,
    request: asked,
    webhook: wanted,
    skipsInsecureWebhook = false,
    strict = false,
  }: Submission): Promise<Submitted> {
    const { accountId } = principal;
    if (!deps.catalogue.kinds.has(asked.kind))
      throw new AppError("engine_unreachable", `This server has no model for a ${asked.kind}.`);
    const skipped = skipsInsecureWebhook && wanted !== undefined && isInsecure(wanted, deps.urlRules);
    const webhook = skipped ? undefined : wanted;
    if (webhook !== undefined) requirePublic(webhook, deps.urlRules);
    const bodyHash = await fingerprint(dialect, identityOf(asked, wanted, strict));
    if (idempotency?.earlier) {
      if (idempotency.earlier.bodyHash !== bodyHash) throw keyReused();
      return await replay(accountId, idempotency.earlier.jobId);
    }

    const request = deps.catalogue.admit(asked, strict);
    const keyHash = idempotency?.keyHash ?? null;
    const proposed = createId("job", shardOf("acc", accountId) ?? 0, deps.now(), deps.random);
    const reserved: Reserved = await deps.limits.reserve({
      accountId,
      jobId: proposed,
      keyHash,
      bodyHash,
      plan: principal.plan,
      funding,
      kind: request.kind,
    });
    const seed = request.seed ?? (await seedFor(reserved.jobId));
    const cost = costOf({ ...request, seed });
    const accepted = await acceptOrLook({
      id: reserved.jobId,
      accountId,
      dialect,
      request: { ...request, seed },
      webhook: webhook ?? null,
      warnings: skipped ? [INSECURE_WEBHOOK] : [],
      funding,
      cost,
      deadlineMs: DEADLINE_MS[request.kind],
      reservedAt: reserved.reservedAt,
      idempotency: keyHash === null ? null : { keyHash, bodyHash },
    });
    if (accepted === "overdraft") return await refuseOverdraft(accountId, reserved.jobId, cost);
    if (accepted === "stale") return await settleStale(reserved.jobId);

    await bestEffort(deps.log, "bell_failed", { jobId: accepted.job.id }, deps.bell.ring([accepted.job.id]));
    return { job: accepted.job, replayed: reserved.jobId !== proposed, headers: reserved.headers };

    /** Nothing was written: an earlier request under the key was quicker, or this one took too long. */
    async function settleStale(jobId: string): Promise<Submitted> {
      const earlier = keyHash === null ? null : await deps.store.findByIdempotencyKey(accountId, keyHash);
      if (earlier === null) throw unavailable(new Error("reservation ran out"));
      await giveBack(accountId, jobId);
      if (earlier.bodyHash !== bodyHash) throw keyReused();
      return { job: earlier.job, replayed: true, headers: reserved.headers };
    }
  };
};

const INSECURE_WEBHOOK: Warning = {
  parameter: "webhook_url",
  treatment: "ignored",
  message: "Only https URLs are called; nobody is told when this job has ended.",
};

const isInsecure = ({ url }: Webhook, { allowLocal }: UrlRules): boolean =>
  !allowLocal && URL.canParse(url) && new URL(url).protocol !== "https:";

/** What makes a request the same as an earlier one: of images that were sent, what they are, not where they lie. */
const identityOf = (request: RequestDraft, webhook: Webhook | undefined, strict: boolean): object => ({
  ...request,
  ...(strict ? { strict } : {}),
  ...(request.kind === "agent" ? { references: request.references.map(({ sha256 }) => sha256) } : {}),
  ...(webhook === undefined ? {} : { webhook: webhook.url }),
});

function requirePublic(webhook: Webhook, rules: UrlRules): void {
  const reason = whyNotCalled(webhook, rules);
  if (reason !== null) throw invalidField("webhook_url", reason);
}
