import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { SIZES } from "../src/core/size";
import { createArtwork } from "../src/models/illustrator/artwork";
import { compose } from "../src/models/illustrator/compose";
import { understand } from "../src/models/illustrator/understand";
import { encode } from "../src/raster/encode";
import { rasterise } from "../src/raster/rasterise";
import type { Counts } from "../test/support/counting";
import { measurePictureJob } from "../test/support/picture-job";

const RUNS = 7;
const PROMPTS = ["a red fox in the snow at dusk", "a sailboat at sunset", "three cats in a cosy room at night"];

it("counts what a picture job costs", async () => {
  const { accept, whole } = await measurePictureJob();
  console.log(["Counts per picture job", "  accept  " + describe(accept), "  whole   " + describe(whole)].join("\n"));
  expect(accept.d1RoundTrips).toBeLessThanOrEqual(3);
  expect(whole.d1RowsWritten).toBeLessThanOrEqual(12);
  expect(whole).toMatchObject({ durableObjectCalls: 2, queueMessages: 1, r2Writes: 1 });
});

it("times drawing and encoding per size", async () => {
  const artwork = createArtwork(env.ASSETS);
  const vocabulary = await artwork.vocabulary();
  const lines = [`Drawing and encoding, median of ${RUNS}`];
  for (const [ratio, { width, height }] of Object.entries(SIZES)) {
    const times: Record<string, number[]> = { compose: [], render: [], png: [], jpeg: [], webp: [] };
    const bytes: Record<string, number> = {};
    for (let run = 0; run < RUNS; run++) {
      const idea = understand(PROMPTS[run % PROMPTS.length] ?? "", vocabulary);
      const drawings = await artwork.drawings(idea.subjects.map((subject) => subject.icon));
      const svg = await timed(times["compose"], () => compose(idea, drawings, width, height, run));
      const pixels = await timed(times["render"], () => rasterise(svg));
      for (const format of ["png", "jpeg", "webp"] as const) {
        bytes[format] = (await timed(times[format], () => encode(pixels, format))).byteLength;
      }
    }
    const cells = Object.entries(times).map(([name, values]) => {
      const size = bytes[name] === undefined ? "" : ` (${Math.round(bytes[name] / 1_024)} KB)`;
      return `${name} ${median(values)} ms${size}`;
    });
    lines.push(`  ${`${ratio} ${width}×${height}`.padEnd(16)} ${cells.join(" · ")}`);
  }
  console.log(lines.join("\n"));
  expect(lines).toHaveLength(1 + Object.keys(SIZES).length);
});

/** A message is three operations: written, read, deleted. */
const describe = ({ queueMessages, ...counts }: Counts): string =>
  Object.entries({ ...counts, queueOperations: queueMessages * 3 })
    .map(([name, count]) => `${name} ${count}`)
    .join(" · ");

async function timed<T>(into: number[] | undefined, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  into?.push(performance.now() - start);
  return result;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
