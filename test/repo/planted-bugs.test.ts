import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
// @ts-expect-error -- plain JavaScript, as all scripts are
import { BUGS } from "../../scripts/planted-bugs.mjs";

type Bug = readonly [name: string, file: string, there: string, planted: string, tests: string];

it("every bug that npm run plant plants has its one place in the source", () => {
  const bugs = BUGS as readonly Bug[];
  expect(bugs.length).toBeGreaterThanOrEqual(20);
  const lost = bugs.filter(([, file, there]) => !readFileSync(file, "utf8").includes(there));
  expect(lost.map(([name]) => name)).toEqual([]);
});
