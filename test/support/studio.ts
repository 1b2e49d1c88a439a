import { chromium, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { CHROMIUM, CHROMIUM_FLAGS } from "./browser";
import { startServer, type TestServer } from "./server";

const PATIENCE_MS = 20_000;
const DESK = { width: 1_200, height: 800 };

/** The studio of a fresh server in a real browser, as somebody sees it who has just signed up. */
interface Studio extends AsyncDisposable {
  readonly server: TestServer;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained of: a script that broke, or something its policy forbids. */
  readonly complaints: readonly string[];
  /** Another browser: somebody else's, or with `known` one that has the same keys. */
  readonly another: (options: BrowserContextOptions, known?: "known") => Promise<BrowserContext>;
  readonly open: (of: BrowserContext, hash?: string) => Promise<Page>;
}

async function openStudio(): Promise<Studio> {
  // Webhooks may go to this machine.
  const server = await startServer({ vars: { WEBHOOKS_TO_LOCAL: "on" } });
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: CHROMIUM_FLAGS });
  // Pictures that move are drawn without a graphics card here, which takes more than all else.
  const still = { viewport: DESK, reducedMotion: "reduce" } as const;
  const context = await browser.newContext({ ...still, permissions: ["clipboard-read", "clipboard-write"] });
  const complaints: string[] = [];
  async function open(of: BrowserContext, hash = ""): Promise<Page> {
    const page = await of.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) complaints.push(message.text());
    });
    await page.goto(`${server.origin}/${hash}`);
    return page;
  }
  const page = await open(context);
  await page.getByRole("button", { name: "Start creating" }).click();
  await promptOf(page).waitFor();
  return {
    server,
    context,
    page,
    complaints,
    open,
    another: async (options, known) =>
      await browser.newContext({
        ...still,
        ...options,
        ...(known === undefined ? {} : { storageState: await context.storageState() }),
      }),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** One studio for a file's tests, each of which finds it freshly loaded. */
export function useStudio(): Studio {
  let opened: Studio;
  beforeAll(async () => void (opened = await openStudio()), 120_000);
  beforeEach(async () => {
    const { page, server } = opened;
    await page.unrouteAll();
    await page.evaluate(`localStorage.removeItem("edgel.draft")`);
    await page.goto("about:blank");
    await page.goto(`${server.origin}/#/`);
    await promptOf(page).waitFor();
  });
  afterAll(async () => await opened?.[Symbol.asyncDispose]());
  return new Proxy({} as Studio, { get: (_nothing, name) => Reflect.get(opened, name) });
}

export const promptOf = (page: Page): Locator => page.getByRole("textbox", { name: /^What should/ });
export const detailOf = (page: Page): Locator => page.getByRole("dialog");

export const pick = async (page: Page, option: string): Promise<void> =>
  await page.getByRole("radio", { name: option, exact: true }).check();

export async function make(page: Page, words: string): Promise<void> {
  await promptOf(page).fill(words);
  await page.getByRole("button", { name: /^Make it/ }).click();
}

/** The tiles of what was asked for in these words, newest first. */
export const tilesOf = (page: Page, words: string, state: string): Locator =>
  page.getByRole("link", { name: `${words}: ${state}` });

/** For `expect.poll`: what will be so before long. */
export const PATIENT = { timeout: PATIENCE_MS };

export const keptIn = async (page: Page): Promise<{ apiKey: string; accountId: string; pin: string }> =>
  JSON.parse(await page.evaluate<string>(`localStorage.getItem("edgel.credentials")`));
