import type { AgentTask } from "../../../core/agent";
import type { Plan } from "./plan";

const VIEWS = ["Full figure", "Mirrored", "Head", "Light and shade"];
/** The part of a figure where its head is. */
const HEAD = { left: 0, top: 0, width: 1, height: 0.46 };

/** A character in four views. Sides that no picture shows cannot be made without a model that turns it, and are not. */
export function* planSheet({ instructions, images, drawings }: AgentTask): Plan {
  let figure = images[0]?.name;
  if (figure === undefined && drawings > 0) {
    const drawn = yield {
      tool: "draw",
      input: {
        prompt: `${instructions}, one character, full body, isolated on a plain white background`,
        aspect_ratio: "1:1",
      },
    };
    figure = drawn.image;
  }
  if (figure === undefined) return;
  const cut = yield { tool: "remove_background", input: { image: figure, trim: true } };
  const whole = cut.error === undefined ? (cut.image ?? figure) : figure;
  const other = yield { tool: "flip", input: { image: whole, direction: "horizontal" } };
  const head = yield { tool: "crop", input: { image: whole, box: HEAD } };
  const values = yield { tool: "recolor", input: { image: whole, mode: "greyscale" } };
  const views = [whole, other.image ?? whole, head.image ?? whole, values.image ?? whole];
  const sheet = yield {
    tool: "collage",
    input: { images: views, columns: 2, rows: 2, gap: 0.025, color: "#f4f1ea", captions: VIEWS },
  };
  const summary =
    "The character in four views: whole, mirrored, its head, and its light and shade. A back or a profile that the " +
    "picture does not show was not invented; a model that takes reference images can draw one.";
  yield { tool: "finish", input: { image: sheet.image ?? whole, summary } };
}
