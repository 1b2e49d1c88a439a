import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";

for (const db of [env.DB_0, env.OTHER_DB]) await applyD1Migrations(db, env.TEST_MIGRATIONS);
