/** What only the tests are given. */
declare namespace Cloudflare {
  interface Env {
    /** A second shard, for the tests that want one. */
    OTHER_DB: D1Database;
    TEST_MIGRATIONS: import("cloudflare:test").D1Migration[];
  }
}
