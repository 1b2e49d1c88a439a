import { z } from "zod";
import { AGENT_TOOL_NAMES, AgentResult, type AgentTool } from "../core/agent";
import { Json, Origin, Picture, Warning } from "../core/job";

/** What an agent's job sleeps with between two turns. */

/** An image that the agent can name. */
export const Item = z.strictObject({
  name: z.string(),
  /** A part of the job's workspace, or a public picture. */
  at: z.union([z.strictObject({ part: z.int() }), z.strictObject({ id: z.string(), mediaType: z.string() })]),
  width: z.int(),
  height: z.int(),
  /** How it came to be: `captured` is what somebody sent. */
  origin: z.enum(["captured", ...Origin.options]),
  /** What it shows, where that is known. */
  shows: z.string().nullable(),
});
export type Item = z.infer<typeof Item>;

/** A public picture under the name that the agent knows it by. */
export const itemOf = (picture: Picture, name: string, shows: string | null): Item => ({
  name,
  at: { id: picture.id, mediaType: picture.mediaType },
  width: picture.width,
  height: picture.height,
  origin: picture.origin ?? "algorithmic",
  shows,
});

const isTool = (name: string): name is AgentTool => AGENT_TOOL_NAMES.includes(name as AgentTool);

/** What was decided: a tool and its input, which is held against the tool's schema when it is used. */
export const Decision = z.strictObject({ tool: z.string().refine(isTool), input: Json });
export type Decision = z.infer<typeof Decision>;

export const Turn = z.strictObject({ decision: Decision, result: AgentResult });
export type Turn = z.infer<typeof Turn>;

export const AgentState = z.strictObject({
  /** References that lie on the desk already. */
  opened: z.int(),
  items: z.array(Item),
  turns: z.array(Turn),
  /** Decided and not done yet. */
  pending: z.array(Decision),
  /** Published so far, oldest first. */
  pictures: z.array(Picture),
  warnings: z.array(Warning),
});
export type AgentState = z.infer<typeof AgentState>;

export const FRESH: AgentState = { opened: 0, items: [], turns: [], pending: [], pictures: [], warnings: [] };
