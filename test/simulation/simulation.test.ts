import { describe, expect, it } from "vitest";
import { simulate } from "./run";
import { CALM } from "./world";

const SEEDS = Number(process.env["SEEDS"] ?? "300");
const FIRST = Number(process.env["FIRST_SEED"] ?? "1");

/** Rare paths, each of which has to be walked in some run, or the runs prove nothing. */
const RARE = [
  "answer lost",
  "isolate died",
  "message lost",
  "message doubled",
  "lease_lost",
  "accept_unknown",
  "model_failed",
  "step_failed",
  "canceled",
  "webhook_attempted",
  "resumed elsewhere",
  "given back",
  "image succeeded",
  "video succeeded",
  "agent succeeded",
  "agent failed",
  "agent canceled",
];
/** One that takes more runs than are made each time. */
const RAREST = ["dead letter"];
const ENOUGH_FOR_THE_RAREST = 2_000;

/** Seeds that found something once. */
const KEPT: readonly number[] = [];

describe("a worker", () => {
  it(
    "may die over each call it makes, before or after that is done, and nothing is lost or done twice",
    { timeout: 600_000 },
    async () => {
      const unharmed = await simulate(3, { weather: CALM, clients: 2 });
      expect(unharmed.wrong).toEqual([]);
      expect(unharmed.calls).toBeGreaterThan(30);
      const wrong: Record<string, readonly string[]> = {};
      for (let at = 1; at <= unharmed.calls; at++)
        for (const before of [true, false]) {
          const result = await simulate(3, { weather: { ...CALM, dies: { at, before } }, clients: 2 });
          if (result.wrong.length > 0) wrong[`${before ? "before" : "after"} call ${at}`] = result.wrong;
          expect(result.counts["isolate died"]).toBe(1);
        }
      expect(wrong).toEqual({});
    },
  );
});

describe("many workers in bad weather", () => {
  it("is the same run for the same seed", async () => {
    const [first, again, other] = [await simulate(7), await simulate(7), await simulate(8)];
    expect(again).toEqual(first);
    expect(other.trace).not.toBe(first.trace);
  });

  it(`keep every promise in each of ${SEEDS} runs`, { timeout: 3_600_000 }, async () => {
    const counts: Record<string, number> = {};
    const wrong: Record<number, readonly string[]> = {};
    for (const seed of [...KEPT, ...Array.from({ length: SEEDS }, (_, index) => FIRST + index)]) {
      const result = await simulate(seed);
      if (result.wrong.length > 0) wrong[seed] = result.wrong;
      for (const [name, count] of Object.entries(result.counts)) counts[name] = (counts[name] ?? 0) + count;
    }
    console.log(JSON.stringify(counts));
    expect(wrong).toEqual({});
    const due = SEEDS < ENOUGH_FOR_THE_RAREST ? RARE : [...RARE, ...RAREST];
    for (const name of due) expect(counts[name] ?? 0, name).toBeGreaterThan(0);
  });
});
