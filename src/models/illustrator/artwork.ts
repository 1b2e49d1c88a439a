import { z } from "zod";
import type { Drawings } from "./compose";
import type { Vocabulary } from "./understand";

const Index = z.record(z.string(), z.string());

/** The drawings and the words for them, as scripts/artwork.mjs built them. */
export interface Artwork {
  readonly vocabulary: () => Promise<Vocabulary>;
  readonly drawings: (names: readonly string[]) => Promise<Drawings>;
}

/** Reads them from the static assets, each once in an isolate's life. */
export function createArtwork(assets: Pick<Fetcher, "fetch">): Artwork {
  const kept = new Map<string, string>();
  let index: Vocabulary | undefined;

  async function read(file: string): Promise<Response> {
    const answer = await assets.fetch(`https://assets.invalid/artwork/${file}`);
    if (!answer.ok) throw new Error(`artwork ${file} answered ${answer.status}; build it with npm run artwork`);
    return answer;
  }

  return {
    async vocabulary() {
      index ??= Index.parse(await (await read("index.json")).json());
      return index;
    },
    async drawings(names) {
      const missing = names.filter((name) => !kept.has(name));
      await Promise.all(missing.map(async (name) => kept.set(name, inner(await (await read(`${name}.svg`)).text()))));
      return Object.fromEntries(names.map((name) => [name, kept.get(name) ?? ""]));
    },
  };
}

const inner = (svg: string): string => svg.slice(svg.indexOf(">") + 1, svg.lastIndexOf("</svg>"));
