import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, CHROMIUM_FLAGS } from "../support/browser";
import { call, signUp, startServer, type TestServer } from "../support/server";
import { openDatabase } from "../support/state";
import { systemTool } from "../support/tools";

const FFPROBE = systemTool("ffprobe", "ffmpeg");
const FFMPEG = systemTool("ffmpeg");

interface State {
  readonly status: string;
  readonly progress: number;
  readonly url: string;
  readonly result: { readonly poster: string };
}

async function finish(server: TestServer, key: string, jobId: string, withinMs: number): Promise<State> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const state = await call(server, "GET", `/api/status/${jobId}?wait=20`, key);
    if (state.status === "completed" || state.status === "failed" || Date.now() > deadline) return state;
  }
}

const probe = (url: string) =>
  JSON.parse(
    execFileSync(FFPROBE ?? "", ["-v", "error", "-of", "json", "-count_frames", "-show_streams", "-show_format", url], {
      encoding: "utf8",
    }),
  );

const CLIPS = [
  { aspect_ratio: "16:9", output_format: "mp4", size: [854, 480], codec: "h264" },
  { aspect_ratio: "1:1", output_format: "mp4", size: [640, 640], codec: "h264" },
  { aspect_ratio: "9:16", output_format: "mp4", size: [480, 854], codec: "h264" },
  { aspect_ratio: "9:16", output_format: "webm", size: [480, 854], codec: "vp8" },
] as const;

interface Seen {
  readonly at: number;
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  readonly found: number;
}

/** Runs in the page: plays its video to the end, then goes back to a time in the middle. */
const PLAY = `(async () => {
  const video = document.querySelector("video");
  const once = (name) => new Promise((resolve, reject) => {
    video.addEventListener(name, resolve, { once: true });
    video.addEventListener("error", () => reject(new Error(video.error.message)), { once: true });
  });
  const ended = once("ended");
  await video.play();
  await ended;
  const played = { at: video.currentTime, frames: video.getVideoPlaybackQuality().totalVideoFrames };
  const seeked = once("seeked");
  video.currentTime = 1.5;
  await seeked;
  return { ...played, width: video.videoWidth, height: video.videoHeight, found: video.currentTime };
})()`;

describe("clips", () => {
  let server: TestServer;
  const made: (State & (typeof CLIPS)[number])[] = [];

  beforeAll(async () => {
    server = await startServer();
    const key = await signUp(server);
    const db = openDatabase(server.state, "d1", "jobs");
    db.exec("UPDATE accounts SET plan = 'pro'");
    db.close();
    for (const clip of CLIPS) {
      const { size: _size, codec: _codec, ...wanted } = clip;
      const json = { type: "video", prompt: "a sailboat on a lake at sunset", duration: 2, seed: 7, ...wanted };
      const { jobId } = await call(server, "POST", "/api/generate", key, json);
      made.push({ ...(await finish(server, key, jobId, 60_000)), ...clip });
    }
  }, 240_000);
  afterAll(async () => await server[Symbol.asyncDispose]());

  it.skipIf(FFPROBE === null)("are what ffprobe takes for proper video, in every ratio and format", () => {
    for (const { url, size, codec } of made) {
      const { streams, format } = probe(url);
      expect(streams).toHaveLength(1);
      expect(streams[0]).toMatchObject({
        codec_name: codec,
        width: size[0],
        height: size[1],
        pix_fmt: "yuv420p",
        r_frame_rate: "24/1",
        nb_read_frames: "48",
        color_range: "tv",
        color_space: "smpte170m",
      });
      expect(Number(format.duration)).toBeCloseTo(2, 1);
    }
  });

  it.skipIf(FFMPEG === null)(
    "can be entered anywhere: what follows a time is the same as when played from the start",
    () => {
      for (const { url, codec } of made) {
        const flags = execFileSync(
          FFPROBE ?? "",
          ["-v", "error", "-show_entries", "packet=flags", "-of", "csv=p=0", url],
          {
            encoding: "utf8",
          },
        );
        const keys = flags.split("\n").filter((line) => line.startsWith("K")).length;
        expect(keys, codec).toBe(codec === "vp8" ? 48 : 2);
        for (const from of [0.5, 1, 1.625]) {
          const hashes = ["-an", "-f", "framemd5", "-"];
          const entered = framesIn(
            execFileSync(FFMPEG ?? "", ["-v", "error", "-ss", String(from), "-i", url, ...hashes]),
          );
          const played = framesIn(execFileSync(FFMPEG ?? "", ["-v", "error", "-i", url, ...hashes]));
          expect(entered, `${codec} from ${from} s`).toEqual(played.slice(from * 24));
        }
      }
    },
  );

  it.skipIf(FFMPEG === null)("show in their poster what they show at that time", () => {
    for (const { url, result } of made) {
      const filter = "[0:v]trim=start=0.79:end=0.82,setpts=0[a];[1:v]setpts=0[b];[a][b]psnr";
      const { stderr } = runFfmpeg([
        "-i",
        url,
        "-i",
        result.poster,
        "-lavfi",
        filter,
        "-frames:v",
        "1",
        "-f",
        "null",
        "-",
      ]);
      expect(Number(/average:([\d.]+)/.exec(stderr)?.[1])).toBeGreaterThan(30);
    }
  });

  it.skipIf(CHROMIUM === null)("play in Chromium to their end, and can be searched", async () => {
    await using browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: CHROMIUM_FLAGS });
    const page = await browser.newPage();
    for (const { url, size, output_format } of made) {
      await page.setContent(`<video src="${url}" muted></video>`);
      const seen = await page.evaluate<Seen>(PLAY);
      expect(seen, `${output_format} ${size.join(" × ")}`).toMatchObject({
        width: size[0],
        height: size[1],
        found: 1.5,
      });
      expect(seen.at).toBeCloseTo(2, 1);
      expect(seen.frames).toBeGreaterThan(24);
    }
  });
});

/** The hash of each frame of a `framemd5` listing. */
const framesIn = (listing: Uint8Array): string[] =>
  new TextDecoder()
    .decode(listing)
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(",").at(-1)?.trim() ?? "");

function runFfmpeg(args: readonly string[]): { stderr: string } {
  const stderr = execFileSync("sh", ["-c", `"$0" -hide_banner "$@" 2>&1 >/dev/null`, FFMPEG ?? "", ...args], {
    encoding: "utf8",
  });
  return { stderr };
}

/** A part is a second: there are enough of them to be killed between. */
const SECONDS = 20;

describe("a server killed twice while it renders a clip", () => {
  it("finishes the clip from where it was, counted once", { timeout: 600_000 }, async () => {
    let server = await startServer();
    const { state } = server;
    try {
      const key = await signUp(server);
      const { jobId } = await call(server, "POST", "/api/generate", key, {
        type: "video",
        prompt: "a seamless pattern of hearts",
        aspect_ratio: "1:1",
        duration: SECONDS,
      });
      const partsAtKill: number[] = [];
      for (const enough of [15, 45]) {
        await reaches(server, key, jobId, enough);
        await server.kill();
        const bucket = openDatabase(state, "r2", "_mf_objects");
        partsAtKill.push(Number(bucket.prepare("SELECT count(*) AS n FROM _mf_objects").get()?.["n"]));
        bucket.close();
        server = await startServer({ state });
      }
      const done = await finish(server, key, jobId, 300_000);
      expect(done).toMatchObject({ status: "completed", progress: 100, result: { duration: SECONDS } });
      if (FFPROBE !== null) expect(probe(done.url).streams[0]).toMatchObject({ nb_read_frames: String(24 * SECONDS) });
      const { videos } = await call(server, "GET", "/api/limits", key);
      expect(videos).toEqual({ limit: 2, used: 1, remaining: 1 });
      await server.kill();

      const db = openDatabase(state, "d1", "jobs");
      const percents = db
        .prepare("SELECT json_extract(data, '$.percent') AS p FROM job_events WHERE type = 'progress' ORDER BY seq")
        .all()
        .map(({ p }) => Number(p));
      db.close();
      expect(percents).toEqual(percents.toSorted((a, b) => a - b));
      console.log(
        `killed after ${partsAtKill.join(" and ")} of ${SECONDS} parts; ${percents.length} steps told their progress`,
      );
    } finally {
      await server.kill();
      rmSync(state, { recursive: true, force: true });
    }
  });
});

async function reaches(server: TestServer, key: string, jobId: string, percent: number): Promise<void> {
  const deadline = Date.now() + 180_000;
  while (Date.now() < deadline) {
    const { progress, status } = await call(server, "GET", `/api/status/${jobId}`, key);
    if (status === "failed") throw new Error("the job failed");
    if (progress >= percent) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`the job did not reach ${percent} %`);
}
