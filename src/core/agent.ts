import { z } from "zod";
import { AgentGoal, AgentRatio, AspectRatio } from "./job";

/**
 * What an image agent can do, as tools: their inputs and what they answer. Any language model may call them; the
 * embedded one is one of those. Images go by their names: `reference_1` for what the caller sent, `picture_1` for what
 * the agent has made.
 */

const image = z.string().max(40).describe("The name of an image, such as reference_1 or picture_2.");
const color = z.string().max(40).describe("A colour: #rrggbb or an English name. 'none' is transparency.");
const share = z.number().min(0).max(1);
const strength = z.number().min(-100).max(100).optional();

const LayerInput = z.object({
  image,
  x: z.number().min(-1).max(2).describe("Its middle, as a share of the width: 0.5 is the centre."),
  y: z.number().min(-1).max(2).describe("Its middle, as a share of the height, from the top."),
  width: z.number().min(0.01).max(2).describe("Its width, as a share of the canvas; its height follows."),
  opacity: share.optional(),
  rotation: z.number().min(-180).max(180).optional().describe("Degrees clockwise."),
  shadow: z.boolean().optional().describe("A soft shadow below it."),
  mask: image.optional().describe("Shown where this image is bright."),
});

export const AGENT_TOOLS = {
  look: {
    description:
      "Tells an image's size, dominant colours, whether its background is plain, and what is known of what it shows.",
    input: z.object({ image }),
  },
  draw: {
    description: "Draws a new picture with the image model. Costs the caller money.",
    input: z.object({
      prompt: z.string().min(1).max(4_000),
      aspect_ratio: AspectRatio.optional().describe("Left out: that of the finished picture."),
      style: z.string().max(200).optional(),
      colors: z.string().max(200).optional().describe("A palette: colours with commas between."),
      references: z.array(image).max(10).optional().describe("Images to draw from, where the model takes them."),
    }),
  },
  edit: {
    description: "Has the image model change an image as the prompt says. Costs the caller money.",
    input: z.object({ image, prompt: z.string().min(1).max(4_000) }),
  },
  crop: {
    description: "Cuts to a ratio, as large as it gets, or to a rectangle of shares.",
    input: z.object({
      image,
      aspect_ratio: AspectRatio.optional(),
      box: z.object({ left: share, top: share, width: share, height: share }).optional(),
      focus: z.enum(["center", "top", "bottom", "left", "right"]).optional(),
    }),
  },
  resize: {
    description: "Scales to a width in pixels, or by a height; the shape stays.",
    input: z.object({
      image,
      width: z.int().min(16).max(4_096).optional(),
      height: z.int().min(16).max(4_096).optional(),
    }),
  },
  fit: {
    description: "Brings to a ratio without losing anything: room is filled with a colour, or with the image, blurred.",
    input: z.object({ image, aspect_ratio: AspectRatio, fill: z.enum(["color", "blur"]), color: color.optional() }),
  },
  rotate: {
    description: "Turns clockwise. Other than quarter turns leave transparent corners.",
    input: z.object({ image, degrees: z.number().min(-360).max(360) }),
  },
  flip: { description: "Mirrors.", input: z.object({ image, direction: z.enum(["horizontal", "vertical"]) }) },
  adjust: {
    description: "Changes light and colour, each from -100 to 100; warmth goes towards amber or blue.",
    input: z.object({ image, brightness: strength, contrast: strength, saturation: strength, warmth: strength }),
  },
  recolor: {
    description: "Greys, two colours, or a palette, from dark to light by the brightness of the image.",
    input: z.object({
      image,
      mode: z.enum(["greyscale", "duotone", "palette"]),
      colors: z.array(color).min(2).max(12).optional(),
    }),
  },
  blur: { description: "Blurs, from 1 to 100.", input: z.object({ image, amount: z.number().min(1).max(100) }) },
  sharpen: { description: "Sharpens, from 1 to 100.", input: z.object({ image, amount: z.number().min(1).max(100) }) },
  remove_background: {
    description: "Takes a plain background away, which leaves transparency. Says so where the background is not plain.",
    input: z.object({ image, trim: z.boolean().optional().describe("Cut to what is left of it.") }),
  },
  compose: {
    description: "Lays images on a background, the last in front. The background is an image or a colour.",
    input: z.object({ background: z.string().max(40), layers: z.array(LayerInput).min(1).max(12) }),
  },
  typeset: {
    description: "Sets text: a title, a caption, a line.",
    input: z.object({
      image,
      text: z.string().min(1).max(200),
      position: z.enum(["top", "center", "bottom", "top-left", "top-right", "bottom-left", "bottom-right"]),
      size: z.enum(["small", "medium", "large"]).optional(),
      color: color.optional().describe("Left out: whatever reads best."),
      font: z.enum(["sans", "serif"]).optional(),
    }),
  },
  frame: {
    description:
      "A border, rounded corners, or both: shares of the shorter side. The image keeps its size, scaled into the border.",
    input: z.object({
      image,
      border: z.number().min(0).max(0.3).optional(),
      color: color.optional(),
      corner_radius: z.number().min(0).max(0.5).optional(),
    }),
  },
  collage: {
    description: "Images in a grid, row by row, each cut to its cell. Fewer images than cells are repeated.",
    input: z.object({
      images: z.array(image).min(1).max(36),
      columns: z.int().min(1).max(6),
      rows: z.int().min(1).max(6),
      gap: z.number().min(0).max(0.1).describe("Between the cells and round them, as a share of the shorter side."),
      color: color.optional(),
      captions: z.array(z.string().max(40)).max(36).optional(),
    }),
  },
  finish: {
    description: "Ends the work with the image that is the result; it is brought to the size that was asked for.",
    input: z.object({ image, summary: z.string().max(1_000).describe("What was done, and what was not and why.") }),
  },
  answer: {
    description: "Ends the work with a text that is the result.",
    input: z.object({ text: z.string().min(1).max(4_000) }),
  },
} as const satisfies Record<string, { description: string; input: z.ZodType }>;

export type AgentTool = keyof typeof AGENT_TOOLS;
export const AGENT_TOOL_NAMES = Object.keys(AGENT_TOOLS) as AgentTool[];
export type AgentInput<T extends AgentTool> = z.infer<(typeof AGENT_TOOLS)[T]["input"]>;
export type AgentCall = { [T in AgentTool]: { readonly tool: T; readonly input: AgentInput<T> } }[AgentTool];

/** What a tool answers: an image and a sentence about it, facts, or why it could not be done. */
export const AgentResult = z.object({
  /** The name of the image it made. */
  image: z.string().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  note: z.string(),
  /** What `look` found. */
  facts: z
    .object({
      transparent: z.boolean(),
      plain_background: z.string().nullable(),
      colors: z.array(z.object({ hex: z.string(), share: z.number() })),
      shows: z.string().nullable(),
    })
    .optional(),
  error: z.string().optional(),
});
export type AgentResult = z.infer<typeof AgentResult>;

/** What an agent is asked, as it is told to a language model in one piece. */
export const AgentTask = z.object({
  goal: AgentGoal,
  instructions: z.string(),
  aspectRatio: AgentRatio,
  images: z.array(z.object({ name: z.string(), width: z.int(), height: z.int(), shows: z.string().nullable() })),
  /** Pictures that may still be drawn. */
  drawings: z.int(),
  /** Turns in all. */
  steps: z.int(),
});
export type AgentTask = z.infer<typeof AgentTask>;
