import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { CHROMIUM } from "../support/browser";
import { call } from "../support/server";
import { systemTool } from "../support/tools";
import { detailOf, keptIn, make, pick, promptOf, PATIENT, tilesOf, useStudio } from "../support/studio";

/** A photograph, and what is none. */
const PHOTO = { name: "fox.webp", mimeType: "image/webp", buffer: readFileSync("src/studio/samples/fox.webp") };
const NOTE = { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") };

/** How each language is run with a text for a program. */
const RUNNERS = [
  ["curl", "bash", "-euc"],
  ["JavaScript", process.execPath, "--input-type=module", "--eval"],
  ...(systemTool("python3") === null ? [] : [["Python", "python3", "-c"] as const]),
] as const;

describe.skipIf(CHROMIUM === null)("making things in the studio", () => {
  const studio = useStudio();
  let page: Page;
  beforeEach(() => void (page = studio.page));

  it("makes a picture of the shape that was asked for, shows it, and tells all about it", async () => {
    await pick(page, "16:9");
    await page.getByLabel("Style").fill("flat illustration");
    await make(page, "a red fox in the snow");
    const made = tilesOf(page, "a red fox in the snow", "done").first();
    await made.waitFor();
    await expect.poll(() => made.locator("img.seen").count(), PATIENT).toBe(1);
    await made.click();
    const picture = detailOf(page).getByRole("img", { name: "a red fox in the snow" });
    expect(
      await picture.evaluate((image: any) => image.decode().then(() => [image.naturalWidth, image.naturalHeight])),
    ).toEqual([1_344, 756]);
    for (const fact of ["Image", "illustrator-4", "1344 × 756, PNG", "flat illustration", "5 credits"])
      expect(await detailOf(page).getByText(fact, { exact: true }).count(), fact).toBe(1);
    await detailOf(page).getByText("Timeline").click();
    await detailOf(page).getByText("succeeded").waitFor();
    await detailOf(page).getByRole("button", { name: "Copy URL" }).click();
    const url = await page.evaluate<string>("navigator.clipboard.readText()");
    expect((await fetch(url)).headers.get("content-type")).toBe("image/png");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      detailOf(page).getByRole("button", { name: "Download" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^img_\w+\.png$/);
    await expect.poll(() => page.getByTitle("Credits to spend").textContent(), PATIENT).toBe("495 credits");
  });

  it("shows the blur of a picture where the picture is not there yet, and nothing moves when it comes", async () => {
    const slow = await studio.open(await studio.another({}, "known"));
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await slow.route("**/i/*", async (route) => {
      await held;
      await route.continue();
    });
    await slow.reload();
    const shown = slow.locator(".tile:not(.waiting)").first();
    await shown.waitFor();
    expect(
      await shown.evaluate(
        (element: any) => element.ownerDocument.defaultView.getComputedStyle(element).backgroundImage,
      ),
    ).toMatch(/^url\("data:image\/png/);
    const before = await shown.boundingBox();
    release();
    await expect.poll(() => shown.locator("img.seen").count(), PATIENT).toBe(1);
    expect(await shown.boundingBox()).toEqual(before);
    // What moved since the page was opened, without anybody's doing: the browser's own count.
    const shifts = await slow.evaluate<number>(`new Promise((resolve) => {
      const sum = (list) => resolve(list.getEntries().reduce((all, { value, hadRecentInput }) => all + (hadRecentInput ? 0 : value), 0));
      new PerformanceObserver(sum).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => resolve(0), 1_000);
    })`);
    expect(shifts).toBeLessThan(0.02);
    await slow.context().close();
  });

  it("makes the same again with another seed, goes on from it, and deletes it for good", async () => {
    await tilesOf(page, "a red fox in the snow", "done").first().click();
    const url = await detailOf(page).getByRole("img", { name: "a red fox in the snow" }).getAttribute("src");
    await detailOf(page).getByRole("button", { name: "Another seed" }).click();
    await expect.poll(() => page.getByRole("link", { name: "a red fox in the snow: done" }).count(), PATIENT).toBe(2);
    const [newer, older] = await page
      .locator(".tile img")
      .evaluateAll((all) => all.map((one) => one.getAttribute("src")));
    expect(older).toBe(url);
    expect(newer).not.toBe(url);

    await page.getByRole("link", { name: "a red fox in the snow: done" }).last().click();
    await detailOf(page).getByRole("button", { name: "Use as reference" }).click();
    expect(await page.getByRole("radio", { name: "Agent" }).isChecked()).toBe(true);
    await page.getByRole("img", { name: /An earlier picture/ }).waitFor();
    await page.getByRole("button", { name: "Remove An earlier picture" }).click();
    await pick(page, "Image");

    await page.getByRole("link", { name: "a red fox in the snow: done" }).last().click();
    await detailOf(page).getByRole("button", { name: "Delete" }).click();
    await detailOf(page).getByRole("button", { name: "Delete for good" }).click();
    await expect.poll(() => page.getByRole("link", { name: "a red fox in the snow: done" }).count(), PATIENT).toBe(1);
    expect((await fetch(url ?? "")).status).toBe(410);
  });

  it("runs an agent on an image that was dropped, and shows each of its turns", async () => {
    const dropped = await page.evaluateHandle(
      `(async () => {
        const files = new DataTransfer();
        const bytes = await (await fetch("/studio/samples/fox.webp")).arrayBuffer();
        files.items.add(new File([bytes], "fox.webp", { type: "image/webp" }));
        return files;
      })()`,
    );
    await page.getByRole("form", { name: "New" }).dispatchEvent("drop", { dataTransfer: dropped });
    await page.getByRole("img", { name: "fox.webp, ready" }).waitFor();
    await make(page, "Put it on a beach at sunset and add the title WINTER");
    const running = tilesOf(page, "Put it on a beach at sunset and add the title WINTER", "in the making").first();
    await running.waitFor();
    await running.click();
    await detailOf(page)
      .getByText(/^Turn 1/)
      .waitFor();
    await detailOf(page)
      .getByRole("img", { name: "Put it on a beach at sunset and add the title WINTER" })
      .waitFor({ timeout: 60_000 });
    expect(
      await detailOf(page)
        .getByRole("button", { name: /^\d\. \w+/ })
        .count(),
    ).toBeGreaterThanOrEqual(2);
    await detailOf(page).getByText("Timeline").click();
    await detailOf(page)
      .getByText(/WINTER” in/)
      .last()
      .waitFor();
  }, 90_000);

  it("says at once which file is no image, and keeps the others", async () => {
    await pick(page, "Agent");
    await page.getByLabel("Add images").setInputFiles([NOTE, PHOTO]);
    await page.getByRole("img", { name: "fox.webp, ready" }).waitFor();
    expect(await page.getByText("note.txt is no PNG, JPEG or WebP.").count()).toBe(1);
    await page.getByRole("button", { name: "Remove fox.webp" }).click();
  });

  it("makes a clip, tells how many of its frames are there, and plays it", async () => {
    await pick(page, "Video");
    await page.getByRole("slider", { name: /Length/ }).fill("2");
    await make(page, "a sailboat at sunset");
    await page
      .getByText(/\d+ of 48 frames are rendered/)
      .first()
      .waitFor();
    await tilesOf(page, "a sailboat at sunset", "done").first().click({ timeout: 60_000 });
    const played = await detailOf(page)
      .locator("video")
      .evaluate(async (video: any) => {
        video.loop = false;
        await video.play();
        await new Promise((resolve) => video.addEventListener("ended", resolve, { once: true }));
        return [video.videoWidth, video.videoHeight, Math.round(video.currentTime)];
      });
    expect(played).toEqual([854, 480, 2]);
    expect(await detailOf(page).getByText("in the plan").count()).toBe(1);
  }, 90_000);

  it("cancels what is no longer wanted", async () => {
    await pick(page, "Video");
    await page.getByRole("slider", { name: /Length/ }).fill("20");
    await make(page, "a train through the mountains");
    await page.getByRole("button", { name: "Cancel" }).first().click();
    const canceled = tilesOf(page, "a train through the mountains", "failed");
    expect(await canceled.textContent()).toContain("It was canceled.");
  });

  it("shows a refusal where one looks, in the words of the server", async () => {
    await pick(page, "Image");
    await page.route("**/image/generate", (route) =>
      route.fulfill({
        status: 402,
        json: { error: "insufficient_credits", message: "This costs 5 credits; there are 3." },
      }),
    );
    await make(page, "a cat");
    expect(await page.getByRole("alert").filter({ hasText: "5 credits" }).textContent()).toBe(
      "This costs 5 credits; there are 3.",
    );
    await page.unroute("**/image/generate");
    await page.route("**/image/generate", (route) =>
      route.fulfill({
        status: 429,
        headers: { "retry-after": "3" },
        json: { error: "rate_limited", message: "Too many." },
      }),
    );
    await make(page, "a cat");
    await page.getByText(/^Again in [123] s$/).waitFor();
    await page.unroute("**/image/generate");
    await expect.poll(() => page.getByRole("button", { name: /^Make it/ }).isEnabled(), PATIENT).toBe(true);
  });

  it("sends a request whose answer was lost once more, and has one job of it", async () => {
    await pick(page, "Image");
    const sent: (string | undefined)[] = [];
    await page.route("**/image/generate", async (route) => {
      sent.push(route.request().headers()["idempotency-key"]);
      if (sent.length > 1) return await route.continue();
      await route.fetch();
      return await route.abort("connectionreset");
    });
    await make(page, "a lighthouse in a storm");
    await tilesOf(page, "a lighthouse in a storm", "done").first().waitFor();
    await page.unroute("**/image/generate");
    expect(sent).toEqual([sent[0], sent[0]]);
    expect(await page.getByRole("link", { name: "a lighthouse in a storm: done" }).count()).toBe(1);
  });

  it("asks after a job where its stream is refused, and asks for the stream once", async () => {
    let asked = 0;
    await page.route("**/stream", (route) => {
      asked += 1;
      return route.fulfill({
        status: 403,
        json: { data: null, errors: [{ code: "FORBIDDEN", message: "No streams." }] },
      });
    });
    await pick(page, "Video");
    await page.getByRole("slider", { name: /Length/ }).fill("1");
    await make(page, "a blue balloon");
    await tilesOf(page, "a blue balloon", "done").waitFor();
    expect(asked).toBe(1);
  });

  it("says that there is no connection, and goes on by itself when there is", async () => {
    await promptOf(page).fill("a cat");
    await studio.context.setOffline(true);
    await page.getByText("The server cannot be reached.").waitFor();
    expect(await page.getByRole("button", { name: /^Make it/ }).isDisabled()).toBe(true);
    await studio.context.setOffline(false);
    await page.getByText("The server cannot be reached.").waitFor({ state: "detached" });
    expect(await page.getByRole("button", { name: /^Make it/ }).isEnabled()).toBe(true);
  });

  it("can be used without a mouse: from the prompt to the picture and through the others", async () => {
    await pick(page, "Image");
    await page.locator("body").press("/");
    expect(await promptOf(page).evaluate((element: any) => element === element.ownerDocument.activeElement)).toBe(true);
    await promptOf(page).fill("two penguins");
    await page.keyboard.press("Control+Enter");
    const made = tilesOf(page, "two penguins", "done").first();
    await made.waitFor();
    await made.focus();
    await page.keyboard.press("Enter");
    await detailOf(page).getByRole("heading", { name: "two penguins" }).waitFor();
    await page.keyboard.press("ArrowRight");
    await detailOf(page).getByRole("heading", { name: "a blue balloon" }).waitFor();
    await page.keyboard.press("ArrowLeft");
    await detailOf(page).getByRole("heading", { name: "two penguins" }).waitFor();
  });

  it("shows the request in three languages, each of which runs as it stands", async () => {
    await pick(page, "Image");
    await page.getByLabel("Words in it").fill("HELLO");
    await promptOf(page).fill(`it's a "red" fox \\ in $HOME`);
    await page.getByText("The same as code").click();
    const { apiKey } = await keptIn(page);
    for (const [language, ...command] of RUNNERS) {
      await page.getByRole("radio", { name: language }).check();
      const text = (await page.getByLabel(`The request in ${language}`).textContent()) ?? "";
      const [program = "", ...args] = command;
      const said = execFileSync(program, [...args, text], {
        encoding: "utf8",
        env: { ...process.env, MYAPI_API_KEY: apiKey },
      });
      const { job_id: id } = JSON.parse(said);
      const job = await call(studio.server, "GET", `/v1/jobs/${id}`, apiKey);
      expect([language, job.data.input]).toMatchObject([
        language,
        { prompt: `it's a "red" fox \\ in $HOME saying "HELLO"`, has_text: true },
      ]);
    }
  });

  it("shows what became of a webhook, and sends it again", async () => {
    const heard: unknown[] = [];
    const receiver = createServer((request, response) => {
      heard.push(request.headers["webhook-id"]);
      response.end();
    });
    receiver.listen(0, "127.0.0.1");
    await once(receiver, "listening");
    try {
      const { port } = receiver.address() as AddressInfo;
      await pick(page, "Image");
      await page.getByText("More", { exact: true }).click();
      await page.getByLabel("Webhook").fill(`http://127.0.0.1:${port}/hook`);
      await make(page, "a red kite");
      await tilesOf(page, "a red kite", "done").click();
      await expect.poll(() => heard.length, PATIENT).toBe(1);
      await detailOf(page).getByText("Webhook deliveries").click();
      await detailOf(page).getByText("delivered", { exact: true }).waitFor();
      await detailOf(page).getByRole("button", { name: "Send again" }).click();
      await expect.poll(() => heard, PATIENT).toEqual([heard[0], heard[0]]);
    } finally {
      receiver.close();
    }
  });

  it("loads more as one scrolls", async () => {
    const { apiKey } = await keptIn(page);
    const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
    const circles = Array.from({ length: 24 }, async (_, index) => {
      const body = JSON.stringify({ prompt: `a circle, number ${index}` });
      return (await fetch(`${studio.server.origin}/image/generate?wait=40`, { method: "POST", headers, body })).status;
    });
    expect(await Promise.all(circles)).toEqual(circles.map(() => 202));
    await page.reload();
    await expect.poll(() => page.locator(".tile:not(.waiting)").count(), PATIENT).toBeGreaterThanOrEqual(24);
    await page.evaluate("scrollTo(0, document.body.scrollHeight)");
    await tilesOf(page, "a red fox in the snow", "done").first().waitFor();
  }, 90_000);

  it("runs no script that breaks, and nothing that its policy forbids", () => {
    expect(studio.complaints).toEqual([]);
  });
});
