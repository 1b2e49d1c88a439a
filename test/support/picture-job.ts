import { createExecutionContext } from "cloudflare:test";
import { createApp } from "../../src/app";
import { createServices } from "../../src/services";
import { countingEnv, noCounts, type Counts } from "./counting";
import { seedAccount } from "./seed";

/** One picture from submit to settled, and what it cost: at accept, and altogether. */
export async function measurePictureJob(
  headers: Record<string, string> = {},
): Promise<{ accept: Counts; whole: Counts }> {
  const { key } = await seedAccount();
  const counts = noCounts();
  const counted = countingEnv(counts);
  const services = createServices(counted, { log: { event: () => {} } });
  const app = createApp(() => services);
  const answer = await app.fetch(
    new Request("https://edgel.test/image/generate", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      body: JSON.stringify({ prompt: "a red fox in the snow at dusk" }),
    }),
    counted,
    createExecutionContext(),
  );
  const { job_id } = await answer.json<{ job_id: string }>();
  const accept = { ...counts };
  await services.jobs.run(job_id);
  return { accept, whole: { ...counts } };
}
