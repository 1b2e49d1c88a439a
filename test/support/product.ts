import { env } from "cloudflare:workers";
import { createServices, type Replacements, type Services } from "../../src/services";
import { apiWith, type Api } from "./api";
import { SilentQueue } from "./core";
import { ADMIN_TOKEN, type Seeded } from "./seed";

/** The product with other settings, whose jobs take their steps when a test says so. */
export interface Product {
  readonly call: Api;
  readonly services: Services;
  readonly logged: () => string;
  /** Takes steps, their pauses skipped, until the job has ended or so many are done; answers how long each wanted to wait. */
  readonly run: (id: string, most?: number) => Promise<(number | "settled")[]>;
  /** A picture from prompt to end, in MyImageAPI's words. */
  readonly draw: (json?: object) => Promise<any>;
  /** What the operator is told of a job's calls. */
  readonly calls: (id: string) => Promise<any>;
}

export function product(ada: Seeded, settings: object, replacements: Replacements = {}): Product {
  const lines: string[] = [];
  const log = {
    event: (name: string, fields: object = {}, cause?: unknown) =>
      void lines.push(JSON.stringify([name, fields, String(cause ?? "")])),
  };
  const all = { JOBS: new SilentQueue(), ...settings };
  const given = { log, chance: () => 0.5, ...replacements };
  const services = createServices({ ...env, ...all } as unknown as Env, given);
  const call = apiWith(all, given);

  async function run(id: string, most = 12): Promise<(number | "settled")[]> {
    const waits: (number | "settled")[] = [];
    while (waits.length < most && waits.at(-1) !== "settled") {
      await env.DB_0.prepare("UPDATE jobs SET wake_at = 0 WHERE id = ?1 AND wake_at IS NOT NULL").bind(id).run();
      const outcome = await services.jobs.run(id);
      waits.push(outcome === "settled" ? outcome : outcome.waitSeconds);
    }
    return waits;
  }

  return {
    call,
    services,
    logged: () => lines.join("\n"),
    run,
    async draw(json = {}) {
      const { status, body } = await call("POST", "/image/generate", {
        key: ada.key,
        json: { prompt: "a cat", aspect_ratio: "16:9", has_text: true, seed: 3, ...json },
      });
      if (status !== 202) throw new Error(JSON.stringify(body));
      await run(body.job_id);
      return (await call("GET", `/image/jobs/${body.job_id}`, { key: ada.key })).body;
    },
    async calls(id) {
      const { status, body } = await call("GET", `/admin/jobs/${id}/calls`, { key: ADMIN_TOKEN });
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body;
    },
  };
}
