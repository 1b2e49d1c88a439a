import { DurableObject } from "cloudflare:workers";

/** The least a submit can be on this platform: one row, one Durable Object call, one message. No checks at all. */
interface BareEnv {
  DB: D1Database;
  COUNTER: DurableObjectNamespace<Counter>;
  QUEUE: Queue;
}

export class Counter extends DurableObject<BareEnv> {
  increment(): number {
    this.ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS counts (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)");
    return this.ctx.storage.sql
      .exec<{ n: number }>("INSERT INTO counts VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET n = n + 1 RETURNING n")
      .one().n;
  }
}

export default {
  async fetch(request, env) {
    if (request.method === "GET") {
      await env.DB.exec("CREATE TABLE IF NOT EXISTS jobs (id TEXT PRIMARY KEY, request TEXT NOT NULL) WITHOUT ROWID");
      return new Response("ready");
    }
    const id = crypto.randomUUID();
    await env.COUNTER.get(env.COUNTER.idFromName("one")).increment();
    await env.DB.prepare("INSERT INTO jobs VALUES (?1, ?2)")
      .bind(id, await request.text())
      .run();
    await env.QUEUE.send({ id });
    return Response.json({ job_id: id }, { status: 202 });
  },
} satisfies ExportedHandler<BareEnv>;
