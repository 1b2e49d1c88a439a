import { z } from "zod";

const Facts = z.object({
  /** What is inked: left, top, right, bottom, in a box of 32 units. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  /** The colour that most of it has. */
  main: z.string(),
  /** Of a bust: where its shoulders end, and the colour of the cloth. */
  base: z.object({ left: z.number(), right: z.number(), colour: z.string() }).optional(),
});
export type Facts = z.infer<typeof Facts>;

const Index = z.object({ words: z.record(z.string(), z.string()), facts: z.record(z.string(), Facts) });

/** Words to the names of drawings. */
export type Vocabulary = Readonly<Record<string, string>>;

/** SVG of a drawing in a 32 × 32 box, and what was measured of it. */
export interface Drawn {
  readonly body: string;
  readonly facts: Facts | undefined;
}
export type Drawings = ReadonlyMap<string, Drawn>;

/** The drawings, the words for them and the fonts, as scripts/artwork.mjs built them. */
export interface Artwork {
  readonly vocabulary: () => Promise<Vocabulary>;
  readonly drawings: (names: readonly string[]) => Promise<Drawings>;
  readonly font: (file: string) => Promise<Uint8Array>;
}

/** Drawings that one isolate keeps; a prompt needs a handful. */
const KEPT_DRAWINGS = 400;

/** Reads them from the static assets, each once in an isolate's life. */
export function createArtwork(assets: Pick<Fetcher, "fetch">): Artwork {
  const kept = new Map<string, string>();
  const fonts = new Map<string, Uint8Array>();
  let index: z.infer<typeof Index> | undefined;

  async function read(file: string): Promise<Response> {
    const answer = await assets.fetch(`https://assets.invalid/artwork/${file}`);
    if (!answer.ok) throw new Error(`artwork ${file} answered ${answer.status}; build it with npm run artwork`);
    return answer;
  }

  const readIndex = async () => (index ??= Index.parse(await (await read("index.json")).json()));

  return {
    async vocabulary() {
      return (await readIndex()).words;
    },
    async drawings(names) {
      const { facts } = await readIndex();
      if (kept.size > KEPT_DRAWINGS) kept.clear();
      // Names without facts are drawn by ourselves.
      const missing = names.filter((name) => name in facts && !kept.has(name));
      await Promise.all(missing.map(async (name) => kept.set(name, inner(await (await read(`${name}.svg`)).text()))));
      return new Map(names.map((name) => [name, { body: kept.get(name) ?? "", facts: facts[name] }]));
    },
    async font(file) {
      const font = fonts.get(file) ?? new Uint8Array(await (await read(`fonts/${file}`)).arrayBuffer());
      fonts.set(file, font);
      return font;
    },
  };
}

const inner = (svg: string): string => svg.slice(svg.indexOf(">") + 1, svg.lastIndexOf("</svg>"));
