import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { call, signUp, startServer, type TestServer } from "../support/server";
import { openDatabase } from "../support/state";

const JOBS = 50;
const DRAINED_WITHIN_MS = 120_000;

interface Listed {
  readonly job_id: string;
  readonly status: string;
  readonly url: string;
}

const isEnded = (row: Listed): boolean => row.status === "completed" || row.status === "failed";

/** The account's jobs, once they are as wanted, or as they are when time is up. */
async function listUntil(server: TestServer, key: string, done: (rows: Listed[]) => boolean): Promise<Listed[]> {
  const deadline = Date.now() + DRAINED_WITHIN_MS;
  for (;;) {
    const rows = await call(server, "GET", "/image/list", key);
    if (done(rows) || Date.now() > deadline) return rows;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe("a server killed with jobs in its queue, and again while it catches up", () => {
  it(`finishes all ${JOBS} after a restart, each charged once, with one picture each`, async () => {
    let server = await startServer();
    const { state } = server;
    try {
      const key = await signUp(server);
      const db = openDatabase(state, "d1", "jobs");
      db.exec("UPDATE accounts SET plan = 'pro'");
      db.close();
      const accepted = await Promise.all(
        Array.from({ length: JOBS }, (_, index) =>
          call(server, "POST", "/image/generate", key, { prompt: `picture ${index} of a duck` }),
        ),
      );
      await server.kill();

      const before = openDatabase(state, "d1", "jobs");
      const { open } = before.prepare("SELECT count(*) AS open FROM jobs WHERE ended_at IS NULL").get() as {
        open: number;
      };
      before.close();
      expect(open).toBeGreaterThan(0);

      server = await startServer({ state });
      const some = await listUntil(server, key, (rows) => rows.filter(isEnded).length >= 5);
      await server.kill();

      server = await startServer({ state });
      const rows = await listUntil(server, key, (listed) => listed.every(isEnded));
      expect(rows.map((row) => row.job_id).toSorted()).toEqual(accepted.map((job) => job.job_id).toSorted());
      expect(rows.filter((row) => row.status !== "completed")).toEqual([]);
      expect((await call(server, "GET", "/hq/billing/balance", key)).balance_cents).toBe(500 - JOBS * 5);
      for (const row of rows) {
        const picture = await fetch(row.url);
        expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
        await picture.body?.cancel();
      }
      await server.kill();

      const after = openDatabase(state, "d1", "jobs");
      const captures = after
        .prepare("SELECT count(*) AS n, sum(amount) AS sum FROM transfers WHERE kind = 'capture'")
        .get();
      const holds = after.prepare("SELECT available, held FROM balances").get();
      const doubled = after
        .prepare(
          "SELECT job_id FROM job_events WHERE json_extract(data, '$.status') = 'succeeded' GROUP BY job_id HAVING count(*) > 1",
        )
        .all();
      after.close();
      const pictures = openDatabase(state, "r2", "_mf_objects");
      expect({ ...pictures.prepare("SELECT count(*) AS n FROM _mf_objects").get() }).toEqual({ n: JOBS });
      pictures.close();
      expect({ ...captures }).toEqual({ n: JOBS, sum: JOBS * 5 });
      expect({ ...holds }).toEqual({ available: 500 - JOBS * 5, held: 0 });
      expect(doubled).toEqual([]);
      console.log(
        `${open} of ${JOBS} jobs were open at the first kill, ${some.filter((row) => !isEnded(row)).length} at the second; all ended`,
      );
    } finally {
      await server.kill();
      rmSync(state, { recursive: true, force: true });
    }
  });
});
