import { env } from "cloudflare:workers";

/** What one piece of work costs at Cloudflare, counted where the bindings are called. */
export interface Counts {
  d1RoundTrips: number;
  d1RowsRead: number;
  d1RowsWritten: number;
  durableObjectCalls: number;
  queueMessages: number;
  r2Writes: number;
  r2Reads: number;
}

export const noCounts = (): Counts => ({
  d1RoundTrips: 0,
  d1RowsRead: 0,
  d1RowsWritten: 0,
  durableObjectCalls: 0,
  queueMessages: 0,
  r2Writes: 0,
  r2Reads: 0,
});

/** The real bindings, each call counted. Messages are counted and go no further: the test delivers them. */
export function countingEnv(counts: Counts): Env {
  return {
    ...env,
    DB_0: countD1(env.DB_0, counts),
    MEDIA: countR2(env.MEDIA, counts),
    ACCOUNT_LIMITER: countCalls(env.ACCOUNT_LIMITER, counts),
    JOBS: {
      sendBatch: async (messages: Iterable<unknown>) => {
        counts.queueMessages += [...messages].length;
      },
    },
  } as unknown as Env;
}

const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

function countD1(db: D1Database, counts: Counts): D1Database {
  const add = (result: D1Result): D1Result => {
    counts.d1RowsRead += result.meta.rows_read;
    counts.d1RowsWritten += result.meta.rows_written;
    return result;
  };
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const all = async () => {
      counts.d1RoundTrips += 1;
      return add(await statement.all());
    };
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      all,
      run: all,
      first: async (column?: string) => {
        const row = (await all()).results[0] as Record<string, unknown> | undefined;
        return row === undefined ? null : column === undefined ? row : row[column];
      },
    } as unknown as D1PreparedStatement;
    originals.set(wrapped, statement);
    return wrapped;
  };
  return {
    prepare: (sql: string) => wrap(db.prepare(sql)),
    batch: async (statements: D1PreparedStatement[]) => {
      counts.d1RoundTrips += 1;
      return (await db.batch(statements.map((statement) => originals.get(statement) ?? statement))).map(add);
    },
  } as unknown as D1Database;
}

function countR2(bucket: R2Bucket, counts: Counts): R2Bucket {
  return new Proxy(bucket, {
    get(target, name) {
      if (name === "put") counts.r2Writes += 1;
      if (name === "get" || name === "head") counts.r2Reads += 1;
      return Reflect.get(target, name).bind(target);
    },
  });
}

function countCalls(namespace: DurableObjectNamespace, counts: Counts): unknown {
  // Called as the stub's own members: a stub takes every property, `apply` too, for a remote method.
  const countedStub = (stub: Record<string, (...args: unknown[]) => unknown>) =>
    new Proxy(stub, {
      get:
        (target, method) =>
        (...args: unknown[]) => {
          counts.durableObjectCalls += 1;
          return target[String(method)]?.(...args);
        },
    });
  return {
    idFromName: (name: string) => namespace.idFromName(name),
    get: (id: DurableObjectId) => countedStub(namespace.get(id) as never),
  };
}
