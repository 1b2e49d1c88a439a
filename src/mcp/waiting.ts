import type { ServerContext } from "@modelcontextprotocol/server";
import type { OwnApi } from "./api";
import { hasEnded, jobIn, type ApiJob } from "./job";

const LOOK_EVERY_MS = 1_000;

/** The job when it has ended, or as it is when the time is up; a client that wants to hear of progress does. */
export async function waitFor(
  api: OwnApi,
  key: string,
  id: string,
  seconds: number,
  { mcpReq }: ServerContext,
): Promise<ApiJob> {
  const { progressToken } = mcpReq["_meta"] ?? {};
  const until = Date.now() + seconds * 1_000;
  let told = -1;
  for (;;) {
    const job = jobIn(await api.call("GET", `/v1/jobs/${encodeURIComponent(id)}`, { key }));
    const progress = Math.round(job.progress * 100);
    // Progress has to grow with every notification.
    if (progressToken !== undefined && progress > told) {
      told = progress;
      await mcpReq.notify({
        method: "notifications/progress",
        params: { progressToken, progress, total: 100, message: `${id} is ${job.status}.` },
      });
    }
    if (hasEnded(job) || Date.now() >= until || mcpReq.signal.aborted) return job;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
