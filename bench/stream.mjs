// How long after an event was committed its frame reaches a client: jobs of many steps on a local server, each watched
// through its stream. The database's clock and this one are the same machine's.
import { openDatabase } from "../test/support/state.ts";
import { quantile, withServer } from "./local.mjs";

const JOBS = ["a red fox in the snow", "sailboats at sunset", "a lighthouse in a storm"];

await withServer(async (origin, key, _server, state) => {
  const headers = { authorization: `Bearer ${key}` };
  const lags = [];
  // One at a time: two workers on two cores would measure each other.
  for (const prompt of JOBS) {
    const body = JSON.stringify({ type: "video", prompt, duration: 8 });
    const json = { ...headers, "content-type": "application/json" };
    const { jobId } = await (await fetch(`${origin}/api/generate`, { method: "POST", headers: json, body })).json();
    const seen = await follow(`${origin}/v1/jobs/${jobId}/stream`, headers);
    const db = openDatabase(state, "d1", "jobs");
    const rows = db.prepare("SELECT seq, at FROM job_events WHERE job_id = ?").all(jobId);
    db.close();
    for (const { seq, at } of rows) {
      // What was there when the stream was opened is no news.
      const arrived = seen.get(seq);
      if (arrived !== undefined && seq > 2) lags.push(arrived - at);
    }
  }
  console.log("\nFrom commit to client, ms");
  console.table({
    events: { events: lags.length, p50: quantile(lags, 0.5), p95: quantile(lags, 0.95), most: Math.max(...lags) },
  });
});

/** When the frame of each number came. */
async function follow(url, headers) {
  const arrived = new Map();
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of (await fetch(url, { headers })).body) {
    const now = Date.now();
    const blocks = (rest + decoder.decode(piece, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const number = Number(/^id: (\d+)$/m.exec(block)?.[1] ?? 0);
      if (number > 0 && !arrived.has(number)) arrived.set(number, now);
    }
  }
  return arrived;
}
