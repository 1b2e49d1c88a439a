// Files that are built: written only where they differ, for a server that watches them starts anew with every write.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

export function writeChanged(file, contents) {
  if (!existsSync(file) || !readFileSync(file).equals(Buffer.from(contents))) writeFileSync(file, contents);
}

export const copyChanged = (from, to) => writeChanged(to, readFileSync(from));
