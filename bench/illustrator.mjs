// How long the illustrator takes and what memory it needs: in workerd, a fresh process for each size, beside the
// native renderers on the same drawing.
import { Resvg } from "@resvg/resvg-js";
import sharp from "sharp";
import { benchWorker } from "./workerd.mjs";

const PROMPTS = ["a red fox in the snow at dusk", "a sailboat at sunset", "three cats in a cosy room at night"];
const RUNS = 7;
const STYLES = [
  "flat illustration",
  "watercolor",
  "oil painting",
  "ink line art",
  "pencil sketch",
  "pixel art",
  "low poly",
  "paper cut",
  "neon",
  "retro poster",
  "art deco",
  "minimalist",
  "comic",
  "isometric",
  "ukiyo-e",
  "stained glass",
  "photorealistic",
];

const withWorker = await benchWorker("illustrator");
const draw = (origin) => async (query) => await (await fetch(`${origin}/draw?${new URLSearchParams(query)}`)).json();

async function timeSizes() {
  const rows = {};
  for (const size of ["1024x1024", "2048x2048", "4096x4096"])
    rows[size] = await withWorker(async ({ origin, memory }) => {
      const idle = memory();
      const first = await draw(origin)({ prompt: PROMPTS[0], size });
      const peak = memory();
      const times = [];
      for (let run = 0; run < (size === "4096x4096" ? 3 : RUNS); run++)
        times.push((await draw(origin)({ prompt: PROMPTS[run % PROMPTS.length], size, seed: run })).milliseconds);
      return {
        "first ms": Math.round(first.milliseconds),
        "ms (median)": median(times),
        KB: Math.round(first.bytes / 1_024),
        "idle RSS MB": idle?.now,
        "peak - idle MB": idle === undefined || peak === undefined ? undefined : peak.highest - idle.now,
        "wasm MB": first.wasm.map((bytes) => (bytes / 1_048_576).toFixed(1)).join(" + "),
      };
    });
  console.log("\nThe illustrator, prompt to PNG, in workerd (a fresh process for each size)");
  console.table(rows);
}

async function timeStyles() {
  const rows = {};
  await withWorker(async ({ origin }) => {
    for (const style of STYLES) {
      const times = [];
      let bytes = 0;
      for (let run = 0; run < 4; run++) {
        const drawn = await draw(origin)({ prompt: PROMPTS[0], style, seed: run });
        if (run > 0) times.push(drawn.milliseconds);
        bytes = drawn.bytes;
      }
      rows[style] = { "1024² ms": median(times), KB: Math.round(bytes / 1_024) };
    }
  });
  console.log("\nStyles at 1024²");
  console.table(rows);
}

/** The same SVG by the native builds of the same renderer, and by librsvg through sharp. */
async function compareNative() {
  const rows = {};
  await withWorker(async ({ origin }) => {
    for (const prompt of PROMPTS) {
      const svg = await (await fetch(`${origin}/svg?${new URLSearchParams({ prompt })}`)).text();
      const ours = [];
      for (let run = 0; run < RUNS; run++) ours.push((await draw(origin)({ prompt })).milliseconds);
      rows[prompt] = {
        "SVG KB": Math.round(svg.length / 1_024),
        "edgel in workerd": median(ours),
        "@resvg/resvg-js": median(await timed(() => new Resvg(svg).render().asPng())),
        sharp: median(await timed(() => sharp(Buffer.from(svg)).png().toBuffer())),
      };
    }
  });
  console.log("\nSVG to PNG at 1024², ms; ours includes reading the prompt and drawing");
  console.table(rows);
}

async function timed(work) {
  const times = [];
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times;
}

const median = (values) => Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]);

await timeSizes();
await timeStyles();
await compareNative();
