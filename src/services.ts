import { createAgent } from "./agent/agent";
import { createChat } from "./chat/chat";
import { createAllowances } from "./accounts/allowances";
import { createAccounts } from "./accounts/accounts";
import { createAuthenticator } from "./accounts/authenticate";
import { createBilling } from "./accounts/billing";
import { createKeys } from "./accounts/keys";
import { createOrgs } from "./accounts/orgs";
import { createTokens } from "./accounts/tokens";
import { readSettings } from "./config";
import { secureRandom, type RandomBytes } from "./core/crypto";
import { createLog, type Log } from "./core/log";
import { createBell } from "./jobs/bell";
import { createCatalogue } from "./jobs/catalogue";
import { createJobs } from "./jobs/jobs";
import { PRICES } from "./jobs/prices";
import { createRun } from "./jobs/run";
import { createRunners } from "./jobs/runners/index";
import { createUpkeep } from "./jobs/upkeep";
import type { Watch } from "./limits/protocol";
import { createLimits } from "./limits/limits";
import { createPublisher } from "./media/publish";
import { createPurge } from "./media/purge";
import { createPainter } from "./painting/painter";
import { createAudits } from "./operator/audits";
import { createHealth } from "./operator/health";
import { createMetrics } from "./operator/metrics";
import { createOperator } from "./operator/operator";
import { createOperatorStore } from "./store/operator";
import { createPictureServer } from "./media/serve";
import { createShrinker } from "./media/shrinker";
import { createUploads } from "./media/uploads";
import { createArtwork } from "./models/illustrator/artwork";
import type { Models } from "./models/entry";
import { createModels } from "./models/index";
import { allowAll, createBlocklist, createGuard } from "./moderation/moderation";
import { createFailover } from "./failover/failover";
import { createAuditStore } from "./store/audit";
import { createAccountStore } from "./store/accounts";
import { createBreakerStore } from "./store/breakers";
import { createJobStore } from "./store/jobs";
import { createMetricsStore } from "./store/metrics";
import { createModelCallStore } from "./store/model-calls";
import { createKeyStore } from "./store/keys";
import { createLeaseStore } from "./store/leases";
import { createLedgerStore } from "./store/ledger";
import { createOrgStore } from "./store/orgs";
import { createPictureStore } from "./store/pictures";
import { createShards } from "./store/shards";
import { createAnnouncer } from "./webhooks/bell";
import { createSigning } from "./webhooks/signing";
import { createWebhooks } from "./webhooks/webhooks";
import { createDeliveryStore } from "./store/deliveries";
import { createUpkeepStore } from "./store/upkeep";
import { createUploadStore } from "./store/uploads";
import { createWorkspace } from "./store/workspace";

/** What a test may put in place of the real thing. */
export interface Replacements {
  readonly now?: () => Date;
  readonly random?: RandomBytes;
  readonly chance?: () => number;
  readonly models?: Models;
  readonly fetch?: typeof fetch;
  readonly log?: Log;
}

/** Bindings become collaborators, for requests, messages, alarms and cron alike. The only reader of `env`. */
export function createServices(env: Env, given: Replacements = {}) {
  const settings = readSettings(env);
  const now = given.now ?? (() => new Date());
  const random = given.random ?? secureRandom;
  const chance = given.chance ?? Math.random;
  const log = given.log ?? createLog();
  const secret = settings.SERVER_SECRET;

  const shards = createShards(numberedDatabases(env));
  const accountStore = createAccountStore(shards);
  const keyStore = createKeyStore(shards);
  const jobStore = createJobStore(shards);
  const leases = createLeaseStore(shards);
  const ledger = createLedgerStore(shards);
  const upkeepStore = createUpkeepStore(shards);
  const metricsStore = createMetricsStore(shards);
  const pictures = createPictureStore(env.MEDIA);

  const limits = createLimits(
    { accounts: env.ACCOUNT_LIMITER, guests: env.GUEST_LIMITER, reads: env.READS },
    {
      secret,
      addressLimits: settings.ADDRESS_LIMITS === "on",
      signUpsPerAddressPerDay: settings.SIGNUPS_PER_ADDRESS_PER_DAY,
      dailyFreeBudgetCredits: settings.DAILY_FREE_BUDGET_CREDITS,
    },
    now,
  );
  const tokens = createTokens(secret, now);
  const send = given.fetch ?? fetch.bind(globalThis);
  const purge = createPurge(settings.PURGE_ZONE_ID, settings.PURGE_API_TOKEN, send);
  const publisher = createPublisher({ pictures, secret, purge, mediaBaseUrl: settings.MEDIA_BASE_URL });
  const bell = createBell(env.JOBS);
  const workspace = createWorkspace(env.MEDIA);
  const artwork = createArtwork(env.ASSETS);
  // Bindings that not every deployment has.
  const bound = env as { readonly AI?: Ai; readonly IMAGES?: ImagesBinding };
  const models = given.models ?? createModels(settings, { artwork, clips: workspace, send, now, ai: bound.AI ?? null });
  const { IMAGES: images } = bound;
  const shrinker = images === undefined ? null : createShrinker(images);
  const uploadStore = createUploadStore(env.MEDIA);
  const uploads = createUploads({ store: uploadStore, now, random, shards: shards.all.length, shrinker });
  const breakers = createBreakerStore(shards.first, now);
  const calls = createModelCallStore(shards);
  const firstToAnswer = createFailover({ breakers, calls, log, now });
  const catalogue = createCatalogue(models, breakers);
  const announcer = createAnnouncer(env.WEBHOOKS, log);
  const signing = createSigning(accountStore, secret, now);
  const urlRules = { allowLocal: settings.WEBHOOKS_TO_LOCAL === "on", ownHosts: hostsOf(settings.MEDIA_BASE_URL) };
  const jobs = createJobs({
    store: jobStore,
    leases,
    ledger,
    limits,
    publisher,
    announcer,
    bell,
    log,
    catalogue,
    urlRules,
    now,
    random,
    sleep,
  });
  const paint = createPainter(models.image, firstToAnswer);
  const agent = createAgent({
    paint,
    publisher,
    workspace,
    uploads: uploadStore,
    shrinker,
    models,
    firstToAnswer,
    font: artwork.font,
    now,
  });
  const moderate =
    models.guard !== undefined
      ? createGuard(models.guard, firstToAnswer)
      : settings.MODERATION === "blocklist"
        ? createBlocklist(settings.MODERATION_BLOCKLIST)
        : allowAll;
  const video = { models: models.video, firstToAnswer, now, chance };
  const allowances = createAllowances(limits, now);
  const deliveries = createDeliveryStore(shards);
  const watch: Watch = {
    vitals: upkeepStore.vitals,
    ring: bell.ring,
    deliveries: deliveries.ofAccount,
    tell: announcer.ring,
  };

  return {
    log,
    now,
    chance,
    bell,
    watch,
    limits,
    authenticate: createAuthenticator({ keys: keyStore, accounts: accountStore, tokens }),
    accounts: createAccounts({
      accounts: accountStore,
      tokens,
      limits,
      openingCredits: settings.OPENING_BALANCE_CREDITS,
      shardCount: shards.all.length,
      now,
      random,
    }),
    keys: createKeys({ store: keyStore, now, random }),
    orgs: createOrgs({ store: createOrgStore(shards), now, random }),
    billing: createBilling(ledger),
    chat: createChat({ jobs, allowances, limits, models: models.language, firstToAnswer, log }),
    jobs: {
      ...jobs,
      run: createRun({
        leases,
        publisher,
        announcer,
        limits,
        runners: createRunners({ moderate, paint, video, agent }),
        log,
        newLease: () => crypto.randomUUID(),
        chance,
      }),
    },
    webhooks: createWebhooks({
      store: deliveries,
      jobs: jobStore,
      announcer,
      signing,
      rules: urlRules,
      fetch: send,
      log,
      now,
      chance,
    }),
    signing,
    uploads,
    upkeep: createUpkeep({
      store: upkeepStore,
      leases,
      publisher,
      workspace,
      uploads,
      calls,
      limits,
      bell,
      announcer,
      log,
    }),
    allowances,
    audits: createAudits({
      store: createAuditStore(pictures, { image: PRICES.image.credits, agent: PRICES.agent.credits }),
      shards,
      log,
      now,
    }),
    operator: createOperator({
      store: createOperatorStore(shards),
      calls,
      jobs,
      limits,
      bell,
      announcer,
      log,
      token: settings.ADMIN_TOKEN,
    }),
    health: createHealth({
      store: metricsStore,
      bucket: env.MEDIA,
      askLimiter: async () => await limits.grantFreeCredits(0),
      log,
    }),
    metrics: createMetrics(metricsStore),
    listModels: catalogue.list,
    patientTokenKit: settings.TOKENKIT_WEBHOOKS_PATIENT === "on",
    readAsset: async (path: string) => await env.ASSETS.fetch(`https://assets.invalid${path}`),
    mediaOrigin: settings.MEDIA_BASE_URL === null ? null : new URL(settings.MEDIA_BASE_URL).origin,
    pictureUrl: publisher.urlOf,
    findPicture: publisher.find,
    readPicture: publisher.stream,
    pictureServer: createPictureServer({ pictures, purges: purge !== null }),
  };
}

export type Services = ReturnType<typeof createServices>;

const ofIsolate = new WeakMap<Env, Services>();

/** The isolate's own services: what they keep in memory (drawings, words for them) is read once. */
export function servicesOf(env: Env): Services {
  const services = ofIsolate.get(env) ?? createServices(env);
  ofIsolate.set(env, services);
  return services;
}

const hostsOf = (url: string | null): string[] => (url === null ? [] : [new URL(url).host]);

/** `DB_0`, `DB_1`, … in order, up to the first number that is missing. */
function numberedDatabases(env: Env): readonly [D1Database, ...D1Database[]] {
  const bindings: Readonly<Record<string, unknown>> = { ...env };
  const databases: [D1Database, ...D1Database[]] = [env.DB_0];
  for (let name = "DB_1"; name in bindings; name = `DB_${databases.length}`)
    databases.push(bindings[name] as D1Database);
  return databases;
}

/** Resolves after the time, or at once when the signal fires: whoever waits then looks at the signal. */
const sleep = async (milliseconds: number, signal: AbortSignal): Promise<void> =>
  await new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
