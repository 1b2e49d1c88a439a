import { expect, it } from "vitest";
import type { Counts } from "../test/support/counting";
import { measurePictureJob } from "../test/support/picture-job";

it("counts what a picture job costs", async () => {
  const { accept, whole } = await measurePictureJob();
  console.log(["Counts per picture job", "  accept  " + describe(accept), "  whole   " + describe(whole)].join("\n"));
  expect(accept.d1RoundTrips).toBeLessThanOrEqual(3);
  expect(whole.d1RowsWritten).toBeLessThanOrEqual(12);
  expect(whole).toMatchObject({ durableObjectCalls: 2, queueMessages: 1, r2Writes: 1 });
});

/** A message is three operations: written, read, deleted. */
const describe = ({ queueMessages, ...counts }: Counts): string =>
  Object.entries({ ...counts, queueOperations: queueMessages * 3 })
    .map(([name, count]) => `${name} ${count}`)
    .join(" · ");
