import { sha256, sha256Hex } from "../core/crypto";

/** One text for all spellings of the same JSON: members in order, absent ones left out. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** What makes two requests under one Idempotency-Key the same request. */
export const fingerprint = async (dialect: string, request: unknown): Promise<string> =>
  await sha256Hex(canonicalJson({ dialect, request }));

/** The seed of a job whose caller named none: any number will do, as long as each attempt finds the same one. */
export async function seedFor(jobId: string): Promise<number> {
  const [a = 0, b = 0, c = 0, d = 0] = await sha256(jobId);
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}
