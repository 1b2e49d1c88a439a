import { spawnSync } from "node:child_process";

/** Where a program of the system is, by the first of its names that there is; `null` and a note where there is none. */
export function systemTool(...names: readonly string[]): string | null {
  for (const name of names) {
    const { status, stdout } = spawnSync("which", [name], { encoding: "utf8" });
    if (status === 0) return stdout.trim();
  }
  console.warn(`${names[0]} is not on this machine: what needs it is skipped. On Debian, apt-get install ${names[0]}.`);
  return null;
}
