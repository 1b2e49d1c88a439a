import { describeDatabase } from "../store/database";
import { MemoryD1 } from "./stand-ins/d1";

describeDatabase("of the simulation", async () => new MemoryD1(() => Date.UTC(2_026, 5, 1)) as unknown as D1Database);
