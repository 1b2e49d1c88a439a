import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { network } from "../../src/limits/limits";

const limiter = (name: string) => env.GUEST_LIMITER.get(env.GUEST_LIMITER.idFromName(name));
const START = Date.UTC(2026, 4, 1, 10);
const at = (name: string, milliseconds: number) =>
  runInDurableObject(limiter(name), (object) => {
    Object.defineProperty(object, "now", { value: () => START + milliseconds, configurable: true });
  });

it("takes all of an amount or nothing, and starts anew at midnight UTC", async () => {
  const guest = limiter("budget");
  await at("budget", 0);
  expect(await guest.take("credits", 100, 60)).toEqual({ ok: true });
  expect(await guest.take("credits", 100, 60)).toEqual({ ok: false, retryAfterSeconds: 14 * 3_600 });
  expect(await guest.take("credits", 100, 40)).toEqual({ ok: true });
  await at("budget", 14 * 3_600_000);
  expect(await guest.take("credits", 100, 100)).toEqual({ ok: true });
});

it("lets a pin be tried five times, then makes each further try wait twice as long, up to an hour", async () => {
  const guest = limiter("pins");
  let now = 0;
  await at("pins", now);
  for (let i = 0; i < 5; i++) expect(await guest.attemptPin()).toEqual({ ok: true });
  const waits = [];
  for (let i = 0; i < 9; i++) {
    const refused = await guest.attemptPin();
    expect(refused.ok).toBe(false);
    const wait = refused.ok ? 0 : refused.retryAfterSeconds;
    waits.push(wait);
    now += wait * 1_000;
    await at("pins", now);
    expect(await guest.attemptPin()).toEqual({ ok: true });
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
  await at("pins", now + 24 * 3_600_000);
  for (let i = 0; i < 5; i++) expect(await guest.attemptPin()).toEqual({ ok: true });
});

it("does not count a try that was right, and still counts the wrong ones before it", async () => {
  const guest = limiter("forgiven");
  await at("forgiven", 0);
  for (let i = 0; i < 20; i++) {
    expect(await guest.attemptPin()).toEqual({ ok: true });
    await guest.forgivePin();
  }
  for (let i = 0; i < 5; i++) expect(await guest.attemptPin()).toEqual({ ok: true });
  expect((await guest.attemptPin()).ok).toBe(false);
});

it.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
  ["not an address", "unknown"],
  ["", "unknown"],
])("counts %j as %s", (address, expected) => {
  expect(network(address)).toBe(expected);
});
