import type { JobTimes, MetricsStore } from "../store/metrics";

/** How this server does, in Prometheus' text format (0.0.4). */

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

const QUANTILES = [0.5, 0.95, 0.99] as const;

export const createMetrics = (store: MetricsStore) => ({
  async text(): Promise<string> {
    const [open, ended, times, deliveries, calls, breakers] = await Promise.all([
      store.open(),
      store.ended(),
      store.times(),
      store.deliveries(),
      store.calls(),
      store.breakers(),
    ]);
    return [
      gauge(
        "edgel_jobs_open",
        "Jobs accepted and not ended yet.",
        open.map(({ kind, status, jobs }) => [{ kind, status }, jobs]),
      ),
      gauge(
        "edgel_jobs_ended",
        "Jobs that ended within the last hour, by the model of their first picture.",
        ended.map(({ kind, status, model, jobs }) => [{ kind, status, model }, jobs]),
      ),
      gauge(
        "edgel_job_queue_seconds",
        "From accept to the first worker, of jobs that succeeded within the last hour.",
        quantiles(times, ({ waited }) => waited),
      ),
      gauge(
        "edgel_job_seconds",
        "From accept to the end, of jobs that succeeded within the last hour.",
        quantiles(times, ({ took }) => took),
      ),
      gauge(
        "edgel_webhook_deliveries",
        "Deliveries of jobs that ended within the last hour.",
        deliveries.map(({ status, deliveries: count }) => [{ status }, count]),
      ),
      gauge(
        "edgel_model_calls",
        "Calls of models that others run, within the last hour; no outcome where nobody knows.",
        calls.map(({ model, outcome, calls: count }) => [{ model, outcome }, count]),
      ),
      gauge(
        "edgel_breaker_open",
        "Models that failed of late: 1 while they are left alone.",
        breakers.map(({ model, open: isOpen }) => [{ model }, isOpen]),
      ),
    ].join("");
  },
});

export type Metrics = ReturnType<typeof createMetrics>;

/** Counts of several shards that are about the same are one. */
function gauge(name: string, help: string, samples: readonly Sample[]): string {
  const sums = new Map<string, number>();
  for (const [labels, value] of samples) {
    const key = Object.entries(labels)
      .map(([label, text]) => `${label}="${escaped(text)}"`)
      .join(",");
    sums.set(key, (sums.get(key) ?? 0) + value);
  }
  const lines = [...sums].map(([labels, value]) => `${name}{${labels}} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join("")}`;
}

const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");

/** By kind, in seconds. */
function quantiles(times: readonly JobTimes[], of: (time: JobTimes) => number): Sample[] {
  const byKind = Map.groupBy(times, ({ kind }) => kind);
  return [...byKind].flatMap(([kind, all]) => {
    const sorted = all.map(of).toSorted((a, b) => a - b);
    return QUANTILES.map((quantile): Sample => {
      const at = Math.ceil(quantile * sorted.length) - 1;
      return [{ kind, quantile: String(quantile) }, (sorted[at] ?? 0) / 1_000];
    });
  });
}
