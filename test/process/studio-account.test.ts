import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { CHROMIUM } from "../support/browser";
import { keptIn, make, promptOf, tilesOf, useStudio } from "../support/studio";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1_440, height: 900 };

describe.skipIf(CHROMIUM === null)("an account in the studio", () => {
  const studio = useStudio();
  let page: Page;
  beforeEach(() => void (page = studio.page));

  it("signs up with one press, keeps the keys in the browser, and lets them be copied out", async () => {
    const { apiKey, accountId, pin } = await keptIn(page);
    expect([apiKey, accountId, pin]).toEqual([
      expect.stringMatching(/^hq_live_/),
      expect.stringMatching(/^acc_/),
      expect.stringMatching(/^hq_pin_/),
    ]);
    await page.goto(`${studio.server.origin}/#/account`);
    await page.getByRole("button", { name: "Copy all as .env" }).click();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(
      `EDGEL_URL=${studio.server.origin}\nMYAPI_API_KEY=${apiKey}\nMYAPI_ACCOUNT_ID=${accountId}\nMYAPI_PIN=${pin}\n`,
    );
    expect(await page.getByText(apiKey).count()).toBe(0);
    await page.getByRole("button", { name: "Show API key" }).click();
    expect(await page.getByText(apiKey).count()).toBe(1);
  });

  it("chats, and shows what the concierge makes", async () => {
    await page.goto(`${studio.server.origin}/#/chat`);
    await page.getByRole("textbox", { name: "Message" }).fill("make me a picture of a blue whale, 1:1");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: /blue whale.*: done/ }).waitFor();
    expect(await page.getByText(/^I have started your picture/).count()).toBe(1);
  });

  it("tells what is left and what credits went for", async () => {
    await make(page, "a red fox in the snow");
    await tilesOf(page, "a red fox in the snow", "done").waitFor();
    await page.goto(`${studio.server.origin}/#/account`);
    await page.getByText("495 credits").first().waitFor();
    await page.getByText(/^1 of 10$/).waitFor();
    const rows = page.getByRole("row");
    expect(await rows.filter({ hasText: "Given" }).getByRole("cell").last().textContent()).toBe("+500");
    expect(await rows.filter({ hasText: "a red fox" }).getByRole("cell").last().textContent()).toBe("−5");
  });

  it("makes a key, shows it once, and revokes it", async () => {
    await page.goto(`${studio.server.origin}/#/account`);
    await page.getByRole("textbox", { name: "Name of the new key" }).fill("my script");
    await page.getByRole("button", { name: "Make a key" }).click();
    const key = (await page.locator(".made-key code").textContent()) ?? "";
    const ask = async (): Promise<number> =>
      (await fetch(`${studio.server.origin}/hq/account`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect(await ask()).toBe(200);
    await page.getByRole("button", { name: "Revoke my script" }).click();
    await page.getByRole("button", { name: "Revoke for good" }).click();
    await page.getByText("my script", { exact: true }).waitFor({ state: "detached" });
    expect(await ask()).toBe(401);
  });

  it("lets one in with a key or a pin, and makes a new key where the kept one was revoked", async () => {
    const { apiKey, pin } = await keptIn(page);
    const other = await studio.open(await studio.another({ viewport: PHONE }));
    await other.getByText("I have a key or a pin").click();
    await other.getByLabel("API key or pin").fill("hq_live_nothing");
    await other.getByRole("button", { name: "Go on" }).click();
    await other.locator(".notice.bad").waitFor();
    await other.getByLabel("API key or pin").fill(pin);
    await other.getByRole("button", { name: "Go on" }).click();
    await promptOf(other).waitFor();
    expect((await keptIn(other)).apiKey).not.toBe(apiKey);

    const headers = { authorization: `Bearer ${apiKey}` };
    const keys = (await (await fetch(`${studio.server.origin}/hq/account/keys`, { headers })).json()) as {
      id: string;
      prefix: string;
    }[];
    const mine = keys.find(({ prefix }) => apiKey.startsWith(prefix))?.id ?? "";
    await fetch(`${studio.server.origin}/hq/account/delete/key/${mine}`, { method: "DELETE", headers });
    await page.reload();
    await page.getByRole("button", { name: "Make a new one with the pin" }).click();
    await tilesOf(page, "a red fox in the snow", "done").waitFor();
    expect((await keptIn(page)).apiKey).not.toBe(apiKey);
    await other.context().close();
  });

  it.each([
    ["light", DESK],
    ["dark", PHONE],
  ] as const)(
    "has nothing that shuts people out (axe-core), %s, %o, and never scrolls sideways",
    async (colorScheme, viewport) => {
      const looks = { viewport, colorScheme } as const;
      const known = await studio.another(looks, "known");
      const stranger = await studio.another(looks);
      const job = (await tilesOf(page, "a red fox in the snow", "done").getAttribute("href")) ?? "";
      for (const [of, hash] of [
        [stranger, ""],
        [known, ""],
        [known, job],
        [known, "#/chat"],
        [known, "#/account"],
      ] as const) {
        const seen = await studio.open(of, hash);
        await seen.waitForLoadState("networkidle");
        await seen.waitForTimeout(300);
        // As the inspector would run it: the page's policy has no say in that.
        const cdp = await of.newCDPSession(seen);
        await cdp.send("Runtime.evaluate", { expression: AXE });
        const { result } = await cdp.send("Runtime.evaluate", {
          expression:
            "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => String(target))]))",
          awaitPromise: true,
          returnByValue: true,
        });
        expect([hash, result.value]).toEqual([hash, []]);
        expect(await seen.evaluate<boolean>("document.documentElement.scrollWidth <= innerWidth"), hash).toBe(true);
        await seen.close();
      }
      await known.close();
      await stranger.close();
    },
    120_000,
  );

  it("has a reference at /docs that asks nobody else, and tries a route out with the studio's key", async () => {
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(studio.server.origin))
        elsewhere.push(request.url());
    });
    await page.goto(`${studio.server.origin}/docs`);
    for (const tag of ["Accounts", "Billing", "MyImageAPI", "AgentName", "OpenAI", "TokenKit", "Models"])
      await page.locator(`#operations-tag-${tag}`).waitFor();
    const balance = page.locator("#operations-Billing-getBalance");
    await balance.locator(".opblock-summary-control").click();
    await balance.locator(".execute").click();
    await balance.locator(".live-responses-table .highlight-code", { hasText: "balance_cents" }).waitFor();
    expect(elsewhere).toEqual([]);
  });

  it("runs no script that breaks, and nothing that its policy forbids", () => {
    expect(studio.complaints).toEqual([]);
  });
});
