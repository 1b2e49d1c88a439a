import { z } from "zod";

const count = z.coerce.number().int().min(0);
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== ""),
);
const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === "" ? null : text))
  .nullable()
  .default(null);

const baseUrl = (usual: string) =>
  z
    .string()
    .trim()
    .transform((text) => (text === "" ? usual : text.replace(/\/+$/, "")))
    .pipe(z.url({ protocol: /^https?$/ }))
    .default(usual);

/** Every text setting, from `[vars]` in wrangler.toml, from secrets, or locally from `.dev.vars`. */
const Settings = z
  .object({
    /** Signs tokens and names pictures: changing it orphans every stored picture. At least 32 characters. */
    SERVER_SECRET: z.string().min(32, "SERVER_SECRET needs at least 32 characters: npm run deploy makes one"),
    /** Credits (cents) a new account starts with. */
    OPENING_BALANCE_CREDITS: count.default(25),
    /** Credits given away to new accounts in a UTC day, over the whole deployment. */
    DAILY_FREE_BUDGET_CREDITS: count.default(10_000),
    /** Accounts one client address may create in a UTC day. */
    SIGNUPS_PER_ADDRESS_PER_DAY: count.default(20),
    /** `off` where all clients share one address, as they do locally. */
    ADDRESS_LIMITS: z.enum(["on", "off"]).default("on"),
    /** Image models in order of preference, comma-separated. */
    IMAGE_MODELS: list.default(["illustrator"]),
    /** Video models in order of preference. An empty list makes no clips. */
    VIDEO_MODELS: list.default(["animator"]),
    /** Language models in order of preference, for the chat. An empty list answers nobody. */
    LANGUAGE_MODELS: list.default(["concierge"]),
    /** Where public pictures are served, when another host than the API's routes to this Worker. */
    MEDIA_BASE_URL: optionalText.pipe(z.url({ protocol: /^https?$/ }).nullable()),
    /** Whoever sends this may do what `/admin` offers; without it there is no `/admin`. At least 24 characters. */
    ADMIN_TOKEN: optionalText.pipe(z.string().min(24, "ADMIN_TOKEN needs at least 24 characters").nullable()),
    /** `on` where webhooks may go to `http:` and to hosts of this machine: for trying things out, never deployed. */
    WEBHOOKS_TO_LOCAL: z.enum(["on", "off"]).default("off"),
    /** `on` where TokenKit's webhooks, too, are tried twelve times over four days, and not five times in 15 seconds. */
    TOKENKIT_WEBHOOKS_PATIENT: z.enum(["on", "off"]).default("off"),
    /** Where models named `openai:…` are: the base URL of anything that speaks OpenAI's protocol, up to `/v1`. */
    OPENAI_BASE_URL: optionalText.pipe(z.url({ protocol: /^https?$/ }).nullable()),
    /** Its key, a secret; left out where none is asked for. */
    OPENAI_API_KEY: optionalText,
    /** The sizes its image models take, comma-separated; empty where they take any. */
    OPENAI_IMAGE_SIZES: list.default(["1024x1024", "1536x1024", "1024x1536"]),
    /** Other hosts where it keeps what it made, comma-separated, with all below them. */
    OPENAI_MEDIA_HOSTS: list.default([]),
    /** `on` where it takes a `seed`: stable-diffusion.cpp, LocalAI, Together, another Edgel. OpenAI itself does not. */
    OPENAI_SEEDS: z.enum(["on", "off"]).default("off"),
    /** `off` where it has no `/images/edits`, and so draws from no images: another Edgel, stable-diffusion.cpp. */
    OPENAI_EDITS: z.enum(["on", "off"]).default("on"),
    /** Where models named `replicate:…`, `fal:…`, `google:…` and `bfl:…` are, and their keys, which are secrets. */
    REPLICATE_BASE_URL: baseUrl("https://api.replicate.com/v1"),
    REPLICATE_API_TOKEN: optionalText,
    FAL_BASE_URL: baseUrl("https://fal.run"),
    FAL_QUEUE_URL: baseUrl("https://queue.fal.run"),
    FAL_API_KEY: optionalText,
    GOOGLE_BASE_URL: baseUrl("https://generativelanguage.googleapis.com/v1beta"),
    GOOGLE_API_KEY: optionalText,
    BFL_BASE_URL: baseUrl("https://api.bfl.ai/v1"),
    BFL_API_KEY: optionalText,
    /**
     * What looks at every prompt before a model does: `off`, `blocklist`, or a language model that tells safe from unsafe,
     * `workers-ai:@cf/meta/llama-guard-3-8b`.
     */
    MODERATION: z.string().trim().default("off"),
    /** Words and phrases that no prompt may have, comma-separated, for `blocklist`. */
    MODERATION_BLOCKLIST: list.default([]),
    /** `on` where models named `test:…` may be listed, which fail as they are told: for tests, never deployed. */
    TEST_MODELS: z.enum(["on", "off"]).default("off"),
    /** The zone whose cache is purged when a picture is deleted, and a token that may purge it. Both or neither. */
    PURGE_ZONE_ID: optionalText,
    PURGE_API_TOKEN: optionalText,
  })
  .refine((settings) => (settings.PURGE_ZONE_ID === null) === (settings.PURGE_API_TOKEN === null), {
    path: ["PURGE_API_TOKEN"],
    message: "PURGE_ZONE_ID and PURGE_API_TOKEN go together",
  });

export type Settings = z.infer<typeof Settings>;

/** Text becomes values here, once, so that a bad deployment fails by the name of the setting. */
export function readSettings(env: unknown): Settings {
  const parsed = Settings.safeParse(env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`Settings are not usable. ${problems.join("; ")}`);
}
