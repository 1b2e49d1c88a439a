import type { AgentCall, AgentResult, AgentTask } from "../../../core/agent";
import type { AspectRatio } from "../../../core/job";
import { sizeOf, type Size } from "../../../core/size";
import { readWishes, type Wishes } from "./wishes";

/** A plan asks for one tool after the other and is told what came of each. */
export type Plan = Generator<AgentCall, void, AgentResult>;

/** An image as the plan knows it. */
interface Known extends Size {
  readonly name: string;
}

/** How large one image stands in a scene, of its width, and where its middle is; more of them stand in a row. */
const STANDING = { most: 0.62, tall: 0.58, y: 0.62 } as const;
/** Cut to the finished ratio if no more than this is lost; otherwise kept whole. */
const MOST_CUT = 0.12;

/** Works through instructions by rules: what there is to work on, what is done to it, and what is written on it. */
export function* planPicture(task: AgentTask): Plan {
  const wishes = readWishes(task.instructions, task.images.length > 0);
  const notes: string[] = [];
  let current = yield* beginning(task, wishes, notes);
  if (current === null) {
    const [only] = task.images;
    if (only === undefined) return;
    current = only;
  }
  const cropped = wishes.changes.some(({ tool }) => tool === "crop");
  for (const { tool, input } of wishes.changes.filter(({ tool: one }) => one !== "frame"))
    current = yield* change({ tool, input: { ...input, image: current.name } } as AgentCall, current, notes);
  const frames = wishes.changes.filter(({ tool }) => tool === "frame");
  // What stands at the edge has to know where the edge will be.
  if (!cropped && (wishes.texts.length > 0 || frames.length > 0))
    current = yield* inRatio(task.aspectRatio, current, notes);
  for (const text of wishes.texts)
    current = yield* change(
      { tool: "typeset", input: { ...text, ...inkFor(wishes, text.color), image: current.name } },
      current,
      notes,
    );
  for (const { tool, input } of frames)
    current = yield* change({ tool, input: { ...input, image: current.name } } as AgentCall, current, notes);
  yield { tool: "finish", input: { image: current.name, summary: notes.join(" ").slice(0, 1_000) } };
}

/** One tool; where it could not do it, the image stays as it was, and the summary says why. */
function* change(call: AgentCall, current: Known, notes: string[]): Generator<AgentCall, Known, AgentResult> {
  const result = yield call;
  notes.push(result.error === undefined ? result.note : `Not done: ${result.error}`);
  return made(result) ?? current;
}

const made = ({ image, width = 1, height = 1, error }: AgentResult): Known | null =>
  image === undefined || error !== undefined ? null : { name: image, width, height };

/** The lightest of the caller's colours, which are then those of what is behind the letters as well. */
const inkFor = ({ colors }: Wishes, color: string | undefined): { color?: string } => {
  if (color !== undefined) return { color };
  const gold = colors?.split(", ").find((name) => /gold|yellow|cream|white|silver|peach|pink/.test(name));
  return gold === undefined ? {} : { color: gold };
};

/** What the rest of the work is done to. */
function* beginning(task: AgentTask, wishes: Wishes, notes: string[]): Generator<AgentCall, Known | null, AgentResult> {
  const { images } = task;
  if (wishes.collage !== null) return yield* collage(task, wishes, notes);
  if (images.length === 0) {
    const prompt = wishes.scene === null || wishes.scene === "" ? task.instructions : wishes.scene;
    return yield* drawing(task, prompt, wishes.colors, notes);
  }
  if (wishes.corner !== null && images.length > 1) return yield* inCorner(images, wishes.corner, notes);
  if (wishes.ground !== null) return yield* placed(images, wishes.ground, frameOf(task), notes);
  if (wishes.scene !== null) {
    const scene = yield* drawing(task, wishes.scene, wishes.colors, notes);
    // Without a scene, a plain ground still shows what was sent.
    return yield* placed(images, scene?.name ?? "white", scene ?? frameOf(task), notes);
  }
  const posed = isPoster(task.instructions)
    ? yield* drawing(task, subjectOf(task.instructions), wishes.colors, notes)
    : null;
  if (posed !== null) return yield* placed(images, posed.name, posed, notes);
  const [first] = images;
  return images.length === 1 && first !== undefined
    ? first
    : yield* collage(task, { ...wishes, collage: { columns: 0, rows: 0 } }, notes);
}

/** A picture of its own that images belong into: "a poster for a jazz night" with a portrait. */
const isPoster = (instructions: string): boolean =>
  /^(?:please\s+)?(?:make|create|design|draw|generate)?\s*(?:me\s+)?(?:an?|the)\s+(?:\w+\s+){0,3}(?:poster|flyer|cover|ad|advert|advertisement|banner|postcard|card|invitation|scene)\b/i.test(
    instructions,
  );

const subjectOf = (instructions: string): string =>
  readWishes(instructions, false)
    .scene?.replace(
      /\b(?:with|using|from|of)\s+(?:my|this|these|the)\s+(?:photos?|pictures?|images?|logos?|portraits?)\b/gi,
      "",
    )
    .trim() || instructions;

const frameOf = ({ aspectRatio, images: [first] }: AgentTask): Size =>
  aspectRatio === "auto" ? (first ?? { width: 1, height: 1 }) : sizeOf(aspectRatio, "2K");

function* drawing(
  { aspectRatio, drawings }: AgentTask,
  prompt: string,
  colors: string | null,
  notes: string[],
): Generator<AgentCall, Known | null, AgentResult> {
  if (drawings < 1) {
    notes.push("Nothing was drawn: the price that was set does not allow a picture.");
    return null;
  }
  const result = yield {
    tool: "draw",
    input: {
      prompt: prompt.slice(0, 4_000),
      ...(aspectRatio === "auto" ? {} : { aspect_ratio: aspectRatio }),
      ...(colors === null ? {} : { colors }),
    },
  };
  notes.push(result.note);
  return made(result);
}

/** Images in a scene or on a colour: without their background where that is plain, else as framed photographs. */
function* placed(
  images: readonly Known[],
  background: string,
  ground: Size,
  notes: string[],
): Generator<AgentCall, Known | null, AgentResult> {
  const layers: Extract<AgentCall, { tool: "compose" }>["input"]["layers"] = [];
  const room = Math.min(STANDING.most, 0.92 / images.length);
  for (const [index, image] of images.entries()) {
    const cut = yield { tool: "remove_background", input: { image: image.name, trim: true } };
    const free = made(cut);
    if (free === null)
      notes.push(
        `The background of ${image.name} stays, since it cannot be told from the rest: it is shown as a framed photograph.`,
      );
    else notes.push(cut.note);
    const framed =
      free === null ? yield { tool: "frame", input: { image: image.name, border: 0.035, color: "white" } } : null;
    const shown = free ?? (framed === null ? null : made(framed)) ?? image;
    const ratio = shown.width / shown.height;
    const tallest = (STANDING.tall * ground.height * ratio) / ground.width;
    layers.push({
      image: shown.name,
      x: (index + 0.5) / images.length,
      y: STANDING.y,
      width: Math.max(0.05, Math.min(room, tallest)),
      shadow: true,
      ...(free === null && images.length > 1 ? { rotation: index % 2 === 0 ? -3 : 3 } : {}),
    });
  }
  const result = yield { tool: "compose", input: { background, layers } };
  notes.push(result.note);
  return made(result);
}

/** The second image, small, in a corner of the first. */
function* inCorner(
  [first, second, ...others]: readonly Known[],
  corner: NonNullable<Wishes["corner"]>,
  notes: string[],
): Generator<AgentCall, Known | null, AgentResult> {
  if (first === undefined || second === undefined) return null;
  const cut = yield { tool: "remove_background", input: { image: second.name, trim: true } };
  const logo = made(cut) ?? second;
  const width = 0.2;
  const height = (width * first.width * logo.height) / logo.width / first.height;
  const [vertical, side] = corner.split("-");
  const margin = 0.04;
  const result = yield {
    tool: "compose",
    input: {
      background: first.name,
      layers: [
        {
          image: logo.name,
          x: side === "left" ? margin + width / 2 : 1 - margin - width / 2,
          y: vertical === "top" ? margin + height / 2 : 1 - margin - height / 2,
          width,
        },
      ],
    },
  };
  notes.push(result.note);
  if (others.length > 0) notes.push(`There was no place for ${others.map(({ name }) => name).join(", ")}.`);
  return made(result);
}

function* collage(task: AgentTask, wishes: Wishes, notes: string[]): Generator<AgentCall, Known | null, AgentResult> {
  const names = task.images.map(({ name }) => name);
  if (names.length === 0) {
    // Nothing was sent: as many different pictures are drawn as there may be, up to four.
    const subject = subjectOf(task.instructions).replace(
      /\b(?:\d\s*(?:x|×|by)\s*\d\s*)?(?:collage|grid|mosaic|montage)\s+(?:of|with|from)?\s*/i,
      "",
    );
    for (let index = 0; index < Math.min(4, task.drawings); index++) {
      const result = yield {
        tool: "draw",
        input: { prompt: subject, aspect_ratio: "1:1", ...(wishes.colors === null ? {} : { colors: wishes.colors }) },
      };
      notes.push(result.note);
      const picture = made(result);
      if (picture !== null) names.push(picture.name);
    }
  }
  if (names.length === 0) return null;
  const { columns = 0, rows = 0 } = wishes.collage ?? {};
  const across = columns > 0 ? columns : rows > 0 ? names.length : Math.ceil(Math.sqrt(names.length));
  const down = rows > 0 ? rows : Math.ceil(names.length / across);
  const result = yield {
    tool: "collage",
    input: {
      images: names,
      columns: Math.min(6, across),
      rows: Math.min(6, down),
      gap: wishes.border?.width === undefined ? 0.02 : wishes.border.width * 0.8,
      color: wishes.border?.color ?? "white",
    },
  };
  notes.push(result.note);
  return made(result);
}

/** Brings an image to the finished ratio: cut where little is lost, else with its own blur beside it. */
function* inRatio(
  ratio: AgentTask["aspectRatio"],
  current: Known,
  notes: string[],
): Generator<AgentCall, Known, AgentResult> {
  if (ratio === "auto") return current;
  const wanted = sizeOf(ratio, "2K");
  const stretch = (current.width * wanted.height) / (current.height * wanted.width);
  const lost = 1 - Math.min(stretch, 1 / stretch);
  if (lost < 0.01) return current;
  const named: AspectRatio = ratio;
  return lost <= MOST_CUT
    ? yield* change({ tool: "crop", input: { image: current.name, aspect_ratio: named } }, current, notes)
    : yield* change({ tool: "fit", input: { image: current.name, aspect_ratio: named, fill: "blur" } }, current, notes);
}
