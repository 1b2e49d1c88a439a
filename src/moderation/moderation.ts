import { generateText } from "ai";
import { JobFailure } from "../core/job";
import type { Failover } from "../failover/failover";
import type { LanguageEntry } from "../models/entry";
import { BadAnswer } from "../models/faults";
import type { Errand } from "../store/model-calls";

/** Looks at a prompt before any model draws from it; a prompt that is refused ends its job, by its category. */
export type Moderate = (prompt: string, errand: Errand, signal: AbortSignal) => Promise<void>;

const refuse = (category: string): never => {
  throw new JobFailure("content_rejected", undefined, { stage: "prompt", category });
};

/** No look at all. */
export const allowAll: Moderate = async () => {};

/** Refuses prompts that have one of these words or phrases, whatever their case, accents and spacing. */
export function createBlocklist(phrases: readonly string[]): Moderate {
  const blocked = phrases.map(plain).filter((phrase) => phrase !== "");
  return async (prompt) => {
    const words = ` ${plain(prompt)} `;
    if (blocked.some((phrase) => words.includes(` ${phrase} `))) refuse("blocklist");
  };
}

const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** What Llama Guard's hazard codes stand for (MLCommons). */
const HAZARDS: Readonly<Record<string, string>> = {
  S1: "violent_crimes",
  S2: "non_violent_crimes",
  S3: "sex_related_crimes",
  S4: "child_sexual_exploitation",
  S5: "defamation",
  S6: "specialized_advice",
  S7: "privacy",
  S8: "intellectual_property",
  S9: "indiscriminate_weapons",
  S10: "hate",
  S11: "suicide_and_self_harm",
  S12: "sexual_content",
  S13: "elections",
  S14: "code_interpreter_abuse",
};
const ATTEMPT_MS = 30_000;

/**
 * Asks a safety model (Llama Guard, or one that answers like it: `safe`, or `unsafe` and a line of codes). One that does
 * not answer is asked again with the job; no prompt passes unseen.
 */
export const createGuard =
  (guard: LanguageEntry, firstToAnswer: Failover): Moderate =>
  async (prompt, errand, signal) => {
    const ask = async ({ model }: LanguageEntry) => {
      const { text } = await generateText({
        model,
        messages: [{ role: "user", content: prompt }],
        maxRetries: 0,
        temperature: 0,
        abortSignal: AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_MS)]),
      });
      const [verdict, codes = ""] = text.trim().toLowerCase().split(/\s+/);
      if (verdict !== "safe" && verdict !== "unsafe") throw new BadAnswer("neither safe nor unsafe");
      const [code = ""] = codes.toUpperCase().split(",");
      return { category: verdict === "safe" ? null : (HAZARDS[code] ?? "unsafe") };
    };
    const { category } = await firstToAnswer([guard], errand, ask, signal);
    if (category !== null) refuse(category);
  };
