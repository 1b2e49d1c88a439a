import type { AgentTask } from "../core/agent";

/** What a language model is told before it works with images. The embedded one knows it by heart. */
export const INSTRUCTIONS = `You are an image agent. You work in turns: in each one you call one tool, see what came of it, and go on.
Images go by their names. Tools never change an image; each makes a new one, whose name its answer tells.
Use every reference image the caller gave, unless it cannot be used: then say why when you finish.
Prefer the exact tools (crop, adjust, compose, typeset …) to drawing anew: they cost the caller nothing and do just what they say.
Never ask the caller anything. Set words with typeset, not by drawing them. Finish as soon as the instructions are met.`;

/** The caller's task as a message. */
export const messageOf = ({ goal, instructions, aspectRatio, images, drawings, steps }: AgentTask): string =>
  [
    ...GOALS[goal],
    `Instructions: ${instructions}`,
    `The finished picture's ratio: ${aspectRatio === "auto" ? "that of what you work on" : aspectRatio}.`,
    images.length === 0
      ? "There are no reference images."
      : `Images: ${images.map(({ name, width, height, shows }) => `${name} (${width} × ${height}${shows === null ? "" : `, ${shows}`})`).join("; ")}.`,
    `You have ${steps} turns and may draw ${drawings} picture${drawings === 1 ? "" : "s"}.`,
  ].join("\n");

const GOALS = {
  image: [],
  prompt: [
    "Do not make a picture. Turn the instructions into one detailed prompt for an image model: subject, setting, light, composition, style, colours. Answer with the prompt alone.",
  ],
  character_sheet: [
    "Make a character sheet: one picture with the same character from several sides and close up, each view labelled.",
  ],
} as const;
