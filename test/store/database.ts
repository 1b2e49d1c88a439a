import { beforeAll, describe, expect, it } from "vitest";

/** What the core relies on in a database; D1 itself and its stand-in in the simulation both prove themselves by it. */
export function describeDatabase(name: string, open: () => Promise<D1Database>): void {
  describe(`the database ${name}`, () => {
    let db: D1Database;
    beforeAll(async () => {
      db = await open();
      await db.exec("CREATE TABLE IF NOT EXISTS things (id TEXT PRIMARY KEY, n INTEGER CHECK (n >= 0)) STRICT");
      await db.exec("DELETE FROM things");
    });
    const insert = (id: string, n: number | null) => db.prepare("INSERT INTO things VALUES (?1, ?2)").bind(id, n);
    const count = async () => await db.prepare("SELECT count(*) AS n FROM things").first("n");

    it("answers rows, the first row, a column of it, and null for none", async () => {
      await insert("a", 1).run();
      expect((await db.prepare("SELECT * FROM things").all()).results).toEqual([{ id: "a", n: 1 }]);
      expect(await db.prepare("SELECT * FROM things WHERE id = ?1").bind("a").first()).toEqual({ id: "a", n: 1 });
      expect(await db.prepare("SELECT n FROM things WHERE id = ?1").bind("a").first("n")).toBe(1);
      expect(await db.prepare("SELECT * FROM things WHERE id = ?1").bind("z").first()).toBeNull();
    });

    it("tells how many rows a statement changed, and answers what it returns", async () => {
      expect((await insert("b", 2).run()).meta.changes).toBe(1);
      const update = db.prepare("UPDATE things SET n = n + 1 WHERE id IN ('a', 'b') RETURNING id");
      const { results, meta } = await update.run<{ id: string }>();
      expect({ ids: results.map(({ id }) => id).toSorted(), changes: meta.changes }).toEqual({
        ids: ["a", "b"],
        changes: 2,
      });
      expect((await db.prepare("UPDATE things SET n = 0 WHERE id = 'z'").run()).meta.changes).toBe(0);
    });

    it("takes a batch as a whole or not at all, and says why not", async () => {
      const before = await count();
      await expect(db.batch([insert("c", 3), insert("a", 3)])).rejects.toThrow(/D1_ERROR.*UNIQUE/);
      await expect(db.batch([insert("c", 3), insert("d", -1)])).rejects.toThrow(/CHECK/);
      expect(await count()).toBe(before);
      expect(await db.batch([insert("c", 3), insert("d", null)])).toHaveLength(2);
    });

    it("lets a statement of a batch depend on whether the one before it changed something", async () => {
      const after = (id: string) => db.prepare("INSERT INTO things SELECT ?1, 9 WHERE changes() = 1").bind(id);
      const touch = (id: string) => db.prepare("UPDATE things SET n = 5 WHERE id = ?1").bind(id);
      const [, yes] = await db.batch([touch("a"), after("e")]);
      const [, no] = await db.batch([touch("nobody"), after("f")]);
      expect([yes?.meta.changes, no?.meta.changes]).toEqual([1, 0]);
    });

    it("knows JSON, and the time in fractions of a second", async () => {
      const list = db.prepare("SELECT value FROM json_each(?1)").bind('["x","y"]');
      expect((await list.all<{ value: string }>()).results.map(({ value }) => value)).toEqual(["x", "y"]);
      const now = await db.prepare("SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS now").first<number>("now");
      expect(now).toBeGreaterThan(Date.UTC(2_026, 0, 1));
    });
  });
}
