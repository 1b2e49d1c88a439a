import { createServices } from "../../src/services";
import { apiWith } from "./api";
import { countingEnv, noCounts, type Counts } from "./counting";
import { seedAccount } from "./seed";

/** One picture from submit to settled, and what it cost: at accept, and altogether. */
export async function measurePictureJob(
  headers: Record<string, string> = {},
): Promise<{ accept: Counts; whole: Counts }> {
  const { key } = await seedAccount();
  const counts = noCounts();
  const counted = countingEnv(counts);
  const json = { prompt: "a red fox in the snow at dusk" };
  const { body } = await apiWith({ ...counted })("POST", "/image/generate", { key, json, headers });
  const accept = { ...counts };
  await createServices(counted).jobs.run(body.job_id);
  return { accept, whole: { ...counts } };
}
