import { rmSync } from "node:fs";
import sharp from "sharp";
import { expect, it } from "vitest";
import { call, signUp, startServer, type TestServer } from "../support/server";
import { framesOf, type Frame } from "../support/sse";

const ENDS_WITHIN_MS = 120_000;

/** A product on a plain ground, as a camera would send it. */
const product = async (): Promise<Uint8Array<ArrayBuffer>> => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><rect width="900" height="900" fill="#f4f4f6"/><circle cx="450" cy="450" r="270" fill="#c81e3c"/></svg>';
  return new Uint8Array(await sharp(Buffer.from(svg)).jpeg({ quality: 92 }).toBuffer());
};

async function submit(server: TestServer, key: string): Promise<string> {
  const form = new FormData();
  form.append("instructions", "Put my product photo on a beach at sunset and add the title SUMMER SALE");
  form.append("images", new Blob([await product()]), "product.jpg");
  const answer = await fetch(`${server.origin}/v2/image/agent`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: form,
  });
  expect(answer.status).toBe(202);
  const { data } = (await answer.json()) as { data: { job_id: string } };
  return data.job_id;
}

/** Frames of the job's log from where a client left off, until it is wanted no more or the stream ends. */
async function follow(
  server: TestServer,
  key: string,
  id: string,
  seen: Frame[],
  enough: (frame: Frame) => boolean,
): Promise<void> {
  const deadline = Date.now() + ENDS_WITHIN_MS;
  while (Date.now() < deadline) {
    const last = seen.at(-1)?.id;
    const headers = { authorization: `Bearer ${key}`, ...(last === undefined ? {} : { "last-event-id": last }) };
    const response = await fetch(`${server.origin}/v1/jobs/${id}/stream`, { headers });
    if (response.status === 204) return;
    for await (const frame of framesOf(response)) {
      if (frame.id === undefined) continue;
      seen.push(frame);
      if (enough(frame)) return;
    }
  }
}

it("an agent whose server is killed again and again goes on at the turn where it stopped, and its stream with it", async () => {
  let server = await startServer();
  const { state } = server;
  try {
    const key = await signUp(server);
    const id = await submit(server, key);
    const seen: Frame[] = [];
    // Once while it draws, once after its second turn.
    for (const turn of ["Opened reference_1", "Turn 2"]) {
      await follow(server, key, id, seen, ({ data }) => data.startsWith(turn));
      await server.kill();
      server = await startServer({ state });
    }
    await follow(server, key, id, seen, ({ event }) => event === "end");

    const logs = seen.filter(({ event }) => event === "log").map(({ data }) => data.replace(/:.*/s, ""));
    expect(logs).toEqual([
      "Opened reference_1, 900 × 900 pixels.",
      "Turn 1, draw",
      "Turn 2, remove_background",
      "Turn 3, compose",
      "Turn 4, typeset",
      "Turn 5, finish",
    ]);
    expect(seen.map(({ id: number }) => Number(number))).toEqual(seen.map((_, index) => index + 1));
    const { data } = await call(server, "GET", `/v1/jobs/${id}`, key);
    expect(data).toMatchObject({ status: "succeeded", output: { results: [{ width: 2048, height: 2048 }] } });
    const pictures = [...data.output.results, ...data.output.steps];
    for (const { url } of pictures) {
      const picture = await fetch(url);
      const { width } = await sharp(await picture.arrayBuffer()).metadata();
      expect([picture.status, width]).toEqual([200, expect.any(Number)]);
    }
    // One picture was drawn, whatever was begun twice.
    expect((await call(server, "GET", "/hq/billing/balance", key)).balance_cents).toBe(495);
  } finally {
    await server.kill();
    rmSync(state, { recursive: true, force: true });
  }
});
