import type { Composition } from "../illustrator/compose";
import type { PartName } from "../illustrator/paint/part";

/** Where a drawing's part is at a time, as SVG: made once of the part, then asked for each frame. */
export type Mover = (
  values: readonly number[],
  view: Composition,
  still: string,
) => (body: string, time: number) => string;

interface Part {
  readonly move: (body: string, time: number) => string;
  readonly inside: readonly Node[];
}
type Node = string | Part;

/** A drawing whose parts can be moved. */
export interface Puppet {
  /** Its SVG so many seconds in. */
  readonly at: (time: number) => string;
}

const TAG = /<g class="([a-z]+)([^"]*)">|<g[ >]|<\/g>/g;

/** Finds the named groups of a drawing and gives each its mover. */
export function puppetOf(svg: string, movers: Readonly<Record<PartName, Mover>>, view: Composition): Puppet {
  const tags = svg.matchAll(TAG);
  let from = 0;

  /** Reads up to the end of the group it is in; groups without a name are text like any other. */
  function read(): Node[] {
    const nodes: Node[] = [];
    let open = 0;
    for (let next = tags.next(); next.done !== true; next = tags.next()) {
      const [tag, name = "", values = ""] = next.value;
      const ends = tag === "</g>";
      if (ends && open === 0) {
        nodes.push(svg.slice(from, next.value.index));
        from = next.value.index + tag.length;
        return nodes;
      }
      if (!isMoved(name, movers)) {
        open += ends ? -1 : 1;
        continue;
      }
      nodes.push(svg.slice(from, next.value.index));
      from = next.value.index + tag.length;
      const start = from;
      const inside = read();
      const still = svg.slice(start, from - "</g>".length);
      const numbers = values.split(" ").filter(Boolean).map(Number);
      nodes.push({ inside, move: movers[name](numbers, view, still) });
    }
    nodes.push(svg.slice(from));
    return nodes;
  }

  const nodes = read();
  return { at: (time) => drawn(nodes, time) };
}

const isMoved = (name: string, movers: Readonly<Record<PartName, Mover>>): name is PartName =>
  Object.hasOwn(movers, name);

const drawn = (nodes: readonly Node[], time: number): string =>
  nodes.map((node) => (typeof node === "string" ? node : node.move(drawn(node.inside, time), time))).join("");
