import { NOW } from "./sql";

/** One row a model, for all isolates: closed (no row, or not open), open, and half open with one probe at a time. */

/** Failures in a row that open the circuit, and for how long: twice as long with each one more. */
const FAILURES = 5;
const OPEN_MS = 30_000;
const LONGEST_OPEN_MS = 10 * 60_000;
/** Whoever asks a model that was down has so long to come back with an answer. */
const PROBE_MS = 5 * 60_000;
/** An isolate believes what it has read for so long. */
const CACHED_MS = 3_000;

/** Whether a model is to be asked: it is left alone for a while, or until somebody has mended it. */
export type Verdict = "yes" | "later" | "no";
/** The models that have failed since they last answered. */
type Troubled = ReadonlyMap<string, Verdict>;

export const createBreakerStore = (db: D1Database, now: () => Date) => {
  let known: { readonly at: number; readonly troubled: Troubled } | undefined;

  async function troubled(): Promise<Troubled> {
    const at = now().getTime();
    if (known !== undefined && at - known.at < CACHED_MS) return known.troubled;
    const { results } = await db
      .prepare("SELECT model, open_until IS NOT NULL AS open, hopeless FROM breakers")
      .all<{ model: string; open: number; hopeless: number }>();
    const verdict = ({ open, hopeless }: (typeof results)[number]): Verdict =>
      open === 0 ? "yes" : hopeless === 0 ? "later" : "no";
    known = { at, troubled: new Map(results.map((row) => [row.model, verdict(row)])) };
    return known.troubled;
  }

  return {
    /** Whether to ask the model. Once its time is up, one asks for all. */
    async allows(model: string): Promise<Verdict> {
      const verdict = (await troubled()).get(model) ?? "yes";
      if (verdict === "yes") return verdict;
      const { meta } = await db
        .prepare(
          `UPDATE breakers SET probe_until = ${NOW} + ${PROBE_MS}
           WHERE model = ?1 AND open_until <= ${NOW} AND coalesce(probe_until, 0) <= ${NOW}`,
        )
        .bind(model)
        .run();
      return meta.changes === 1 ? "yes" : verdict;
    },

    async succeeded(model: string): Promise<void> {
      if (!(await troubled()).has(model)) return;
      known = undefined;
      await db.prepare("DELETE FROM breakers WHERE model = ?1").bind(model).run();
    },

    /** One failure; `hopeless` opens the circuit at once: a key that is refused, a model that is gone. */
    async failed(model: string, hopeless: boolean): Promise<void> {
      known = undefined;
      const openFor = `min(${LONGEST_OPEN_MS}, ${OPEN_MS} * (1 << min(10, max(0, failures + 1 - ${FAILURES}))))`;
      await db
        .prepare(
          `INSERT INTO breakers (model, failures, hopeless, open_until)
           VALUES (?1, 1, ?2, CASE WHEN ?2 THEN ${NOW} + ${LONGEST_OPEN_MS} END)
           ON CONFLICT (model) DO UPDATE SET failures = failures + 1, hopeless = ?2, probe_until = NULL, open_until =
             CASE WHEN ?2 THEN ${NOW} + ${LONGEST_OPEN_MS}
                  WHEN failures + 1 >= ${FAILURES} OR open_until IS NOT NULL THEN ${NOW} + ${openFor} END`,
        )
        .bind(model, hopeless ? 1 : 0)
        .run();
    },

    /** The models that are left alone, as this isolate last read it. */
    async down(): Promise<ReadonlySet<string>> {
      return new Set([...(await troubled())].flatMap(([model, verdict]) => (verdict === "yes" ? [] : [model])));
    },

    /** The models whose circuit is open at this moment. */
    async open(): Promise<readonly string[]> {
      const { results } = await db
        .prepare(`SELECT model FROM breakers WHERE open_until > ${NOW} ORDER BY model`)
        .all<{ model: string }>();
      return results.map(({ model }) => model);
    },
  };
};

export type BreakerStore = ReturnType<typeof createBreakerStore>;
