import { env } from "cloudflare:workers";
import { describeDatabase } from "./database";

describeDatabase("D1", async () => env.OTHER_DB);
