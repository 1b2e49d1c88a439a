import { afterAll, expect, it } from "vitest";
import { expectSoundBooks } from "../support/oracle";
import { measurePictureJob } from "../support/picture-job";

afterAll(expectSoundBooks);

it("a picture job stays within its budget of database rows, round trips, calls, messages and writes", async () => {
  const { accept, whole } = await measurePictureJob();
  console.log("accept", JSON.stringify(accept), "whole job", JSON.stringify(whole));
  expect(accept.d1RoundTrips).toBeLessThanOrEqual(3);
  expect(accept.durableObjectCalls).toBe(1);
  expect(whole.d1RowsWritten).toBeLessThanOrEqual(12);
  expect(whole.durableObjectCalls).toBe(2);
  // One message is three operations: written, read, deleted.
  expect(whole.queueMessages).toBe(1);
  expect(whole.r2Writes).toBe(1);
  expect(whole.r2Reads).toBe(0);
});

it("an Idempotency-Key costs one row more and no round trip", async () => {
  const plain = await measurePictureJob();
  const keyed = await measurePictureJob({ "idempotency-key": "counted" });
  expect(keyed.accept.d1RoundTrips).toBe(plain.accept.d1RoundTrips);
  expect(keyed.whole.d1RowsWritten).toBe(plain.whole.d1RowsWritten + 1);
});
