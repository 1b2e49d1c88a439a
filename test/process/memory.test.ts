import { expect, it } from "vitest";
// @ts-expect-error -- plain JavaScript, as all of bench/
import { noise } from "../../bench/noise.mjs";
// @ts-expect-error -- as above
import { benchWorker } from "../../bench/workerd.mjs";

/** A Worker has 128 MB for everything. What a process grows by is more than what is alive at once. */

const MEGABYTE = 1_024 * 1_024;

interface Running {
  readonly origin: string;
  /** Megabytes, now and at most; nothing where the system does not tell. */
  readonly memory: () => { readonly now: number; readonly highest: number } | undefined;
}
type Bench = (work: (running: Running) => Promise<void>) => Promise<void>;

it("ten images of 30 MB in one form are taken in with a part of one in memory", { timeout: 240_000 }, async () => {
  const run: Bench = await benchWorker("agent");
  await run(async ({ origin, memory }) => {
    const idle = memory();
    const file = new Blob([noise(30 * MEGABYTE - 4_096)]);
    const form = new FormData();
    for (let index = 0; index < 10; index++) form.append("images", file, "image");
    const answer = await fetch(`${origin}/form`, { method: "POST", body: form });
    const { files, bytes, held } = (await answer.json()) as Record<"files" | "bytes" | "held", number>;
    expect([files, Math.round(bytes / MEGABYTE)]).toEqual([10, 300]);
    expect(held).toBeLessThan(12 * MEGABYTE);
    // The process keeps what it has read from the network until it is short of memory, which nothing here makes it.
    expect((memory()?.highest ?? 0) - (idle?.now ?? 0)).toBeLessThan(250);
  });
});

it("a picture of 4096 × 4096 is drawn and written without ever being there whole", { timeout: 240_000 }, async () => {
  const run: Bench = await benchWorker("illustrator");
  await run(async ({ origin, memory }) => {
    const idle = memory();
    const query = new URLSearchParams({ prompt: "a red fox in the snow at dusk", size: "4096x4096" });
    const drawn = (await (await fetch(`${origin}/draw?${query}`)).json()) as { bytes: number; wasm: number[] };
    expect(drawn.bytes).toBeGreaterThan(MEGABYTE);
    // Its pixels alone are 64 MB, and a renderer of all of it would hold them twice.
    expect(drawn.wasm.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(32 * MEGABYTE);
    expect((memory()?.highest ?? 0) - (idle?.now ?? 0)).toBeLessThan(180);
  });
});
