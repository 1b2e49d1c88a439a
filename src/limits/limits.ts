import { parse, IPv6 } from "ipaddr.js";
import { keyedDigest } from "../core/crypto";
import { AppError, unavailable } from "../core/errors";
import type { Job } from "../core/job";
import type { Plan } from "../core/principal";
import type { AccountLimiterObject } from "./account-limiter";
import type { Allowance, Reservation, ReserveRequest, Spending } from "./protocol";
import type { Admission, GuestLimiter } from "./guest-limiter";
import { limitHeaders } from "./headers";
import { PLANS } from "./plans";

/** Reads an account may make in a minute at one location; the number stands in wrangler.toml, `READS`. */
const READS_PER_MINUTE = 600;
const READS_POLICY = { "ratelimit-policy": `"reads";q=${READS_PER_MINUTE};w=60` };

export interface LimitSettings {
  readonly secret: string;
  /** Off in local settings, where every client has the same address. */
  readonly addressLimits: boolean;
  readonly signUpsPerAddressPerDay: number;
  readonly dailyFreeBudgetCredits: number;
}

export interface LimitBindings {
  readonly accounts: DurableObjectNamespace<AccountLimiterObject>;
  readonly guests: DurableObjectNamespace<GuestLimiter>;
  readonly reads: RateLimit;
}

export interface Reserved {
  readonly jobId: string;
  readonly reservedAt: number;
  /** Where the caller stands after this job. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Spent {
  /** Where the caller stands after it. */
  readonly headers: Readonly<Record<string, string>>;
  /** It bought nothing: as if it had not been asked for. */
  readonly undo: () => Promise<void>;
}

const REFUSALS = {
  rate_limited: "Too many jobs were submitted in this minute.",
  quota_exceeded: "The plan's allowance for today is used up.",
  too_many_jobs: "Too many jobs are still running; wait for one to end.",
} as const;

export const createLimits = (bindings: LimitBindings, settings: LimitSettings, now: () => Date) => {
  const account = (accountId: string) => bindings.accounts.get(bindings.accounts.idFromName(accountId));
  const guest = async (address: string) => {
    const name = await keyedDigest(settings.secret, "client-address", network(address));
    return bindings.guests.get(bindings.guests.idFromName(name));
  };

  return {
    /** Counts a job against the account's limits, or refuses. Fails closed: without an answer nothing is accepted. */
    async reserve(request: ReserveRequest): Promise<Reserved> {
      const answer = await orUnavailable(
        async (): Promise<Reservation> => await account(request.accountId).reserve(request),
      );
      if (answer.ok)
        return { jobId: answer.jobId, reservedAt: answer.reservedAt, headers: limitHeaders(answer.standing, now()) };
      if (answer.reason === "other_body") throw keyReused();
      throw new AppError(answer.reason, REFUSALS[answer.reason], {
        retryAfter: answer.standing.resetSeconds,
        headers: limitHeaders(answer.standing, now()),
      });
    },

    /** What the plan still allows the account today. */
    async allowances(accountId: string, plan: Plan): Promise<readonly Allowance[]> {
      return await orUnavailable(async (): Promise<readonly Allowance[]> => await account(accountId).allowances(plan));
    },

    /** Counts one chat message, or refuses it; answers how to undo that. */
    async spendChat(accountId: string, plan: Plan): Promise<Spent> {
      const { ok, day, standing } = await orUnavailable(
        async (): Promise<Spending> => await account(accountId).spend(plan, "chats"),
      );
      const headers = standing === null ? {} : limitHeaders(standing, now());
      if (!ok)
        throw new AppError("quota_exceeded", REFUSALS.quota_exceeded, {
          headers,
          ...(standing === null ? {} : { retryAfter: standing.resetSeconds }),
        });
      return { headers, undo: async () => await account(accountId).refund("chats", day) };
    },

    /** The job has ended; `tells` where somebody is to hear of it. */
    finish: async (job: Pick<Job, "accountId" | "id" | "webhook">, delivered: boolean): Promise<void> =>
      await account(job.accountId).finish(job.id, delivered, job.webhook !== null),

    giveBack: async (accountId: string, jobId: string): Promise<void> => await account(accountId).giveBack(jobId),

    /** Counts a stream of events while it is open, and no longer than that; answers how to say that it was closed. */
    async admitStream(accountId: string, plan: Plan, forMs: number): Promise<() => Promise<void>> {
      const id = await orUnavailable(
        async (): Promise<number | null> => await account(accountId).openStream(plan, forMs),
      );
      if (id === null)
        throw new AppError("rate_limited", `At most ${PLANS[plan].streams} streams may be open at once; close one.`, {
          retryAfter: 5,
        });
      return async () => await account(accountId).closeStream(id);
    },

    /** The policy every read carries; refuses the reads beyond it. */
    async admitRead(accountId: string): Promise<Readonly<Record<string, string>>> {
      const { success } = await bindings.reads.limit({ key: accountId });
      if (success) return READS_POLICY;
      throw new AppError("rate_limited", "Too many requests in this minute.", {
        retryAfter: 60,
        headers: READS_POLICY,
      });
    },

    async admitSignUp(address: string): Promise<void> {
      if (!settings.addressLimits) return;
      refuseUnless(
        await orUnavailable(async () => (await guest(address)).take("sign-ups", settings.signUpsPerAddressPerDay, 1)),
        "Too many accounts were created from this address today.",
      );
    },

    async admitPinAttempt(address: string): Promise<void> {
      if (!settings.addressLimits) return;
      refuseUnless(
        await orUnavailable(async () => (await guest(address)).attemptPin()),
        "Too many pins were tried from this address.",
      );
    },

    async forgivePinAttempt(address: string): Promise<void> {
      if (settings.addressLimits) await (await guest(address)).forgivePin();
    },

    /** Whether the deployment can still give these credits away today. */
    async grantFreeCredits(credits: number): Promise<boolean> {
      const deployment = bindings.guests.get(bindings.guests.idFromName("deployment"));
      const answer = await orUnavailable(
        async () => await deployment.take("free-credits", settings.dailyFreeBudgetCredits, credits),
      );
      return answer.ok;
    },
  };
};

export type Limits = ReturnType<typeof createLimits>;

export const keyReused = (): AppError =>
  new AppError("idempotency_key_reused", "This Idempotency-Key was used for a different request.");

function refuseUnless(admission: Admission, message: string): void {
  if (!admission.ok) throw new AppError("rate_limited", message, { retryAfter: admission.retryAfterSeconds });
}

async function orUnavailable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw unavailable(error);
  }
}

/** One household or server is one client: IPv6 addresses count by their /64. */
export function network(address: string): string {
  try {
    const parsed = parse(address);
    if (!(parsed instanceof IPv6)) return parsed.toString();
    if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
    return `${parsed.parts
      .slice(0, 4)
      .map((part) => part.toString(16))
      .join(":")}::/64`;
  } catch {
    return "unknown";
  }
}
