import type { ToolInput, ToolName } from "../../core/chat";
import { MAX_VIDEO_SECONDS } from "../../core/job";

/** One turn of a conversation, as text. */
export interface Turn {
  readonly role: "user" | "assistant";
  readonly text: string;
}

export type ToolWish = { [N in ToolName]: { readonly tool: N; readonly input: ToolInput<N> } }[ToolName];

/** What a message wants: tools to be called, or something to be said at once. */
export type Intent =
  | ToolWish
  | { readonly say: "greeting" | "thanks" | "abilities" | "api" | "missing_prompt" | "unknown" };

const JOB_ID = /\bjob_[0-9a-z]{10,}\b/gi;
const PICTURES =
  "pictures?|images?|photos?|photographs?|drawings?|paintings?|illustrations?|sketch(?:es)?|artworks?|posters?|logos?|wallpapers?|icons?|portraits?|pics?";
const VIDEOS = "videos?|clips?|animations?|movies?|films?|gifs?";
const MAKE =
  "make|draw|create|generate|paint|render|design|produce|sketch|illustrate|animate|film|imagine|show|give|send|want|need|like|get|have";
/** Verbs that are enough without saying what is to be made. */
const DRAW = "draw|paint|sketch|illustrate|render|animate|film|imagine|picture";

const POLITE =
  /^(?:(?:hi|hello|hey|ok|okay|so|now|please|and|then|well|great|thanks)[,!. ]+)*(?:(?:can|could|would|will) (?:you|i)|i(?:'d| would)|let'?s|please)?\s*(?:please|also|just|kindly)?\s*(?:i (?=want|need))?/i;

/** Reads the last message of a conversation; what it leaves unsaid is looked for in the turns before it. */
export function intentsOf(turns: readonly Turn[]): Intent[] {
  const text = (turns.at(-1)?.text ?? "").trim();
  const made = makeWish(text);
  if (made !== null) return [made];
  const low = text.toLowerCase();
  if (/\bhow (?:do|can|would|to)\b.*\b(?:api|call|request|endpoint|curl|code|program)/.test(low))
    return [{ say: "api" }];

  const intents: Intent[] = [];
  if (/\b(?:cancel|stop|abort|never ?mind)\b/.test(low)) intents.push(...aboutJob("cancel_job", turns));
  else if (
    /\b(?:my|the) (?:last|latest|recent|previous)?\s*(?:jobs|pictures|images|videos|results)\b|what (?:have|did) i (?:made?|make|create)/.test(
      low,
    ) &&
    !LEFT.test(low)
  )
    intents.push({ tool: "list_jobs", input: { limit: 5 } });
  else if (STATE.test(low) || low.search(JOB_ID) >= 0) intents.push(...aboutJob("get_job", turns));
  if (LEFT.test(low)) intents.push({ tool: "get_limits", input: {} });
  if (
    /\b(?:costs?|prices?|pricing|charged?|expensive|cheap|pay|free of charge|credits)\b|\bhow much (?:is|are|for|does|do)\b/.test(
      low,
    )
  )
    intents.push({ tool: "get_prices", input: {} });
  if (/\b(?:sizes?|resolutions?|ratios?|dimensions?|formats?|pixels?|file types?|how (?:long|big|large))\b/.test(low))
    intents.push({ tool: "get_sizes", input: {} });
  if (intents.length > 0) return intents;

  if (/\b(?:help|what (?:can|do) you do|who are you|what are you|abilities|commands)\b|^\?+$/.test(low))
    return [{ say: "abilities" }];
  if (/^(?:thanks|thank you|thx|great|cool|nice|perfect|awesome|lovely)\b/.test(low)) return [{ say: "thanks" }];
  if (/^(?:hi|hello|hey|good (?:morning|evening|afternoon))\b/.test(low)) return [{ say: "greeting" }];
  return [{ say: "unknown" }];
}

const LEFT = /\b(?:left|remain(?:ing)?|quota|allowance|limits?|plan)\b|how many .*\b(?:can|may|do i have|have i)\b/;
const STATE =
  /\b(?:ready|done|finished|complete[d]?|status|progress|how far|how is it|how's it|where is|where's|is it there|still (?:running|working)|url|link)\b/;

/** A request for something to be made: a verb and a thing, a thing of something, or a verb that can only mean one. */
function makeWish(text: string): Intent | null {
  const asked = text.replace(POLITE, "");
  if (/^(?:how|what|which|where|when|why|is|are|do|does|did|was)\b/i.test(asked)) return null;
  const [lead = "", verb = ""] = VERB.exec(asked) ?? [];
  const rest = asked.slice(lead.length);
  const thing = THING.exec(rest);
  const before = rest.slice(0, thing?.index ?? 0).trim();
  if (
    thing !== null &&
    before.split(/\s+/).length <= MOST_WORDS_BEFORE &&
    (lead !== "" || /^\s*of\b/i.test(after(rest, thing)))
  )
    return wish(new RegExp(`^(?:${VIDEOS})$`, "i").test(thing[0]), before, after(rest, thing), text);
  if (!new RegExp(`^(?:${DRAW})$`, "i").test(verb) || rest.trim() === "") return null;
  return wish(/^(?:animate|film)$/i.test(verb), "", rest, text);
}

const VERB = new RegExp(`^(${MAKE})\\b(?:\\s+(?:to\\s+)?(?:me|us|see|have))*`, "i");
const THING = new RegExp(`\\b(?:${PICTURES}|${VIDEOS})\\b`, "i");
/** "a very nice new watercolor painting": further on, the word belongs to what is to be seen. */
const MOST_WORDS_BEFORE = 6;

const after = (rest: string, thing: RegExpExecArray): string => rest.slice(thing.index + thing[0].length);

function wish(isVideo: boolean, before: string, after: string, text: string): Intent {
  const said = withoutForm(after.replace(/^\s*(?:of|showing|that shows|with|about|where|for|[:,-])\s*/i, ""));
  if (said === "") return { say: "missing_prompt" };
  const manner = before.split(/\s+/).filter((word) => word !== "" && !FILLING.test(word));
  const ratio = ratioIn(text);
  const form = { prompt: [...manner, said].join(" "), ...(ratio === undefined ? {} : { aspect_ratio: ratio }) };
  if (!isVideo) return { tool: "make_picture", input: form };
  const seconds = secondsIn(text);
  return { tool: "make_video", input: { ...form, ...(seconds === undefined ? {} : { seconds }) } };
}

/** Words before a "picture" that say nothing of what it shows: "a nice watercolor painting of a fox" is a fox in watercolor. */
const FILLING =
  /^(?:an?|the|my|one|some|another|new|two|\d.*|nice|beautiful|cool|good|great|quick|square|wide|vertical|horizontal|short|long|big|small|little|minute|seconds?|s|animated)$/i;

const RATIO = /\b(16:9|1:1|9:16)\b/;

function ratioIn(text: string): "16:9" | "1:1" | "9:16" | undefined {
  const named = RATIO.exec(text)?.[1];
  if (named === "16:9" || named === "1:1" || named === "9:16") return named;
  const low = text.toLowerCase();
  if (/\b(?:widescreen|landscape format|horizontal|wide format|desktop wallpaper|banner)\b/.test(low)) return "16:9";
  if (/\b(?:vertical|portrait format|phone|upright|story format|tall format)\b/.test(low)) return "9:16";
  return /\bsquare (?:format|picture|image|video)|\bin square\b/.test(low) ? "1:1" : undefined;
}

const SECONDS = /\b(\d{1,3})[- ]?(?:s|secs?|seconds?)\b(?:[- ]long)?/i;

function secondsIn(text: string): number | undefined {
  const seconds = Number(SECONDS.exec(text)?.[1] ?? (/\b(?:a|one|1)[- ]minute\b/i.test(text) ? 60 : 0));
  return seconds === 0 ? undefined : Math.min(MAX_VIDEO_SECONDS, Math.max(1, seconds));
}

/** What is to be seen, without what was said of its form. */
const withoutForm = (prompt: string): string =>
  prompt
    .replace(
      /[,;]?\s*\b(?:in|as|at|with)?\s*(?:an?\s+)?(?:aspect ratio(?: of)?\s*)?(?:16:9|1:1|9:16)(?:\s*(?:format|ratio|aspect ratio))?/gi,
      "",
    )
    .replace(
      /[,;]?\s*\b(?:in|as)\s+(?:widescreen|landscape format|portrait format|square format|square|vertical|horizontal)(?:\s+format)?\b/gi,
      "",
    )
    .replace(new RegExp(`[,;]?\\s*(?:for|of|that is|which is)?\\s*(?:about\\s+)?${SECONDS.source}`, "gi"), "")
    .replace(/[,;]?\s*\b(?:for\s+)?(?:a|one|1)[- ]minute(?: long)?\b/gi, "")
    .replace(/^\s*(?:of|about|showing)\s+/i, "")
    .replace(/[\s,;]*\b(?:please|thanks|thank you)\b[.!?]*\s*$/i, "")
    .replace(/^[\s,.;:!?-]+|[\s,;:.!?]+$/g, "")
    .trim();

/** The job that is meant: the one named last, in this message or before it; otherwise the latest there is. */
function aboutJob(tool: "get_job" | "cancel_job", turns: readonly Turn[]): Intent[] {
  const own = turns.at(-1)?.text.match(JOB_ID) ?? [];
  if (own.length > 0 && tool === "get_job")
    return [...new Set(own)].slice(0, 5).map((id) => ({ tool, input: { job_id: id.toLowerCase() } }));
  const named = turns
    .toReversed()
    .map(({ text }) => text.match(JOB_ID)?.at(-1))
    .find((id) => id !== undefined);
  if (named !== undefined) return [{ tool, input: { job_id: named.toLowerCase() } }];
  // Nobody's job is canceled by guessing.
  return tool === "cancel_job" ? [{ say: "abilities" }] : [{ tool: "list_jobs", input: { limit: 1 } }];
}
