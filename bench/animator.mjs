// Clips of five seconds, 854 × 480, one at a time through the public API of a local server: how long each takes, how
// many frames a second that is, how large the file is, and how much memory the server's process grew by.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { withServer } from "./local.mjs";

const SECONDS = 5;
const FRAMES = SECONDS * 24;
const CLIPS = [
  ["a red fox in the snow at dusk", "mp4"],
  ["sailboats on the sea at sunset", "mp4"],
  ["a car on a city street at night in the rain", "mp4"],
  ["a butterfly over a meadow", "mp4"],
  ["sailboats on the sea at sunset", "webm"],
  ["an oil painting of a fish", "mp4"],
];

await withServer(async (origin, key, server) => {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const call = async (path, body) =>
    await (
      await fetch(origin + path, body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers })
    ).json();
  const idle = residentMegabytes(server.pid);
  const rows = {};
  for (const [prompt, format] of CLIPS) {
    const started = performance.now();
    const { jobId } = await call("/api/generate", { type: "video", prompt, output_format: format, duration: SECONDS });
    let state = { status: "queued" };
    let peak = 0;
    while (state.status === "queued" || state.status === "processing") {
      state = await call(`/api/status/${jobId}?wait=1`);
      peak = Math.max(peak, residentMegabytes(server.pid));
    }
    if (state.status !== "completed") throw new Error(`a clip ended as ${state.status}`);
    const seconds = (performance.now() - started) / 1_000;
    const { headers: told } = await fetch(state.url, { method: "HEAD" });
    rows[`${prompt} (${format})`] = {
      seconds: seconds.toFixed(1),
      "frames per second": (FRAMES / seconds).toFixed(1),
      "file, KB": Math.round(Number(told.get("content-length")) / 1_024),
      "grown by, MB": Math.round(peak - idle),
    };
  }
  console.log(`\nClips of ${SECONDS} s, 854 × 480, 24 frames a second`);
  console.table(rows);
});

/** What all workerd processes below this one have in memory. */
function residentMegabytes(pid) {
  const group = execFileSync("ps", ["-o", "pid=,comm=", "-g", String(pid)], { encoding: "utf8" });
  const pids = group.split("\n").flatMap((line) => (/^\s*(\d+)\s+workerd/.exec(line) ?? []).slice(1));
  return pids.reduce(
    (sum, one) => sum + Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${one}/status`, "utf8"))?.[1] ?? 0) / 1_024,
    0,
  );
}
