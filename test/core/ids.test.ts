import { describe, expect, it } from "vitest";
import { secureRandom } from "../../src/core/crypto";
import { createCredential, createId, pictureId, shardOf, shardOfCredential, shownPrefix } from "../../src/core/ids";

const at = (milliseconds: number) => new Date(milliseconds);
const zeros = (length: number) => new Uint8Array(length);

describe("ids", () => {
  it("name their kind and shard, and sort by time", () => {
    const ids = [0, 1, 999, 1_700_000_000_000, 1_700_000_000_001].map((time) =>
      createId("job", 3, at(time), secureRandom),
    );
    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^job_03[0-9a-z]{26}$/);
    expect(createId("job", 0, at(0), zeros)).toBe("job_0000000000000000000000000000");
  });

  it("answer their shard to the right question only", () => {
    const id = createId("acc", 37, at(5), secureRandom);
    expect(shardOf("acc", id)).toBe(37);
    expect(shardOf("job", id)).toBeNull();
    for (const wrong of [
      "",
      "acc_",
      `${id}0`,
      id.toUpperCase(),
      id.replace("acc_", "acc-"),
      "acc_00ilouilouilouilouilouilouil",
    ]) {
      expect(shardOf("acc", wrong)).toBeNull();
    }
  });
});

describe("credentials", () => {
  it("carry 190 bits of chance and a checksum that catches every single mistyped character", () => {
    const key = createCredential("hq_live", 5, secureRandom);
    expect(key).toMatch(/^hq_live_05[0-9A-Za-z]{38}$/);
    expect(shardOfCredential("hq_live", key)).toBe(5);
    for (let at = 8; at < key.length; at++) {
      const typo = `${key.slice(0, at)}${key[at] === "a" ? "b" : "a"}${key.slice(at + 1)}`;
      expect(shardOfCredential("hq_live", typo)).toBeNull();
    }
    expect(shardOfCredential("hq_pin", key)).toBeNull();
  });

  it("use every character about equally often", () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 400; i++) {
      for (const character of createCredential("hq_live", 0, secureRandom).slice(10, 42))
        counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(counts.size).toBe(62);
    const mean = (400 * 32) / 62;
    for (const count of counts.values()) expect(Math.abs(count - mean)).toBeLessThan(mean * 0.5);
  });

  it("show no more than fourteen characters again", () => {
    expect(shownPrefix(createCredential("hq_live", 0, zeros))).toBe("hq_live_000000");
  });
});

describe("picture ids", () => {
  it("are the same for the same job and place, and tell nothing without the secret", async () => {
    const job = createId("job", 2, at(1), secureRandom);
    const id = await pictureId("secret one", job, 0);
    expect(id).toMatch(/^img_02[0-9a-z]{26}$/);
    expect(await pictureId("secret one", job, 0)).toBe(id);
    expect(await pictureId("secret one", job, 1)).not.toBe(id);
    expect(await pictureId("secret two", job, 0)).not.toBe(id);
  });
});
