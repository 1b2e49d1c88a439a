// What the agent's images cost in memory, each in a fresh workerd: ten files of 30 MB against three in one form, and
// photographs of twelve megapixels as they are laid on the desk. The store behind them is left out: it takes everything.
import sharp from "sharp";
import { noise } from "./noise.mjs";
import { benchWorker } from "./workerd.mjs";

const MEGABYTE = 1_024 * 1_024;
const [WIDTH, HEIGHT] = [4_032, 3_024];

/** A photograph of a sort: shades, and the grain of a sensor. */
function photograph() {
  const data = Buffer.alloc(WIDTH * HEIGHT * 3);
  let grain = 1;
  for (let y = 0, at = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++, at += 3) {
      grain = (Math.imul(grain, 1_103_515_245) + 12_345) & 0x7fffffff;
      const value = (grain >> 16) % 24;
      data[at] = (x * 230) / WIDTH + value;
      data[at + 1] = (y * 230) / HEIGHT + value;
      data[at + 2] = 128 + 100 * Math.sin(x / 200) * Math.cos(y / 170) + value;
    }
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
}

const withWorker = await benchWorker("agent");

/** Does one thing with a fresh process, and tells how much larger that became. */
const measure = async (path, body, tell) =>
  await withWorker(async ({ origin, memory }) => {
    await fetch(`${origin}/ready`);
    const idle = memory();
    const started = performance.now();
    const answer = await fetch(origin + path, { method: "POST", body });
    if (!answer.ok) throw new Error(await answer.text());
    const facts = tell(await answer.json());
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    const peak = memory();
    return { ...facts, seconds, "idle MB": idle?.now, "peak - idle MB": (peak?.highest ?? 0) - (idle?.now ?? 0) };
  });

const file = noise(30 * MEGABYTE - 4_096);
const uploads = {};
for (const count of [1, 3, 10]) {
  const form = new FormData();
  for (let index = 0; index < count; index++) form.append("images", new Blob([file]), "image");
  uploads[`${count} × 30 MB`] = await measure("/form", form, ({ bytes, held }) => ({
    "MB stored": Math.round(bytes / MEGABYTE),
    "held at most, MB": (held / MEGABYTE).toFixed(2),
  }));
}
console.log("\nForms with files: parsed, cleaned and sent on in parts (a fresh process for each)");
console.table(uploads);

const photo = photograph();
const references = {
  "JPEG, baseline": await photo.clone().jpeg({ quality: 90 }).toBuffer(),
  "JPEG, progressive, 7 megapixels": await photo
    .clone()
    .resize(3_050)
    .jpeg({ quality: 90, progressive: true })
    .toBuffer(),
  "WebP, lossy": await photo.clone().webp({ quality: 90 }).toBuffer(),
  PNG: await photo.clone().removeAlpha().png({ compressionLevel: 9, adaptiveFiltering: true }).toBuffer(),
};
const rows = {};
for (const [name, bytes] of Object.entries(references))
  rows[`${name} (${(bytes.length / MEGABYTE).toFixed(1)} MB)`] = await measure(
    "/open",
    bytes,
    ({ width, height, bytes: out }) => ({
      size: `${width} × ${height}`,
      "PNG MB": (out / MEGABYTE).toFixed(1),
    }),
  );
console.log(`\nOne photograph of ${WIDTH} × ${HEIGHT} pixels, from the form to the desk (a fresh process for each)`);
console.table(rows);
