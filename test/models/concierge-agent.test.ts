import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { describe, expect, it } from "vitest";
import { AGENT_TOOLS, type AgentCall, type AgentResult, type AgentTask } from "../../src/core/agent";
import { nextCall } from "../../src/models/concierge/agent/index";

interface Setup {
  readonly images?: number;
  readonly drawings?: number;
  readonly aspectRatio?: AgentTask["aspectRatio"];
  readonly goal?: AgentTask["goal"];
  /** Tools that refuse. */
  readonly refusing?: readonly string[];
}

/** What the concierge does with a sentence, its tools answering as they would. */
function plan(
  instructions: string,
  { images = 0, drawings = 5, aspectRatio = "1:1", goal = "image", refusing = [] }: Setup = {},
): AgentCall[] {
  const named = Array.from({ length: images }, (_, index) => ({
    name: `reference_${index + 1}`,
    width: 1_200,
    height: 900,
    shows: null,
  }));
  const task: AgentTask = { goal, instructions, aspectRatio, images: named, drawings, steps: 10 };
  const prompt: LanguageModelV4CallOptions["prompt"] = [
    { role: "user", content: [{ type: "text", text: instructions }] },
  ];
  const calls: AgentCall[] = [];
  for (let step = 1; step <= 20; step++) {
    const call = nextCall({ prompt, providerOptions: { edgel: { task } } } as LanguageModelV4CallOptions);
    if (call === null) return calls;
    // Every call has to fit its tool.
    expect(AGENT_TOOLS[call.tool].input.safeParse(call.input).error).toBeUndefined();
    calls.push(call);
    if (call.tool === "finish" || call.tool === "answer") return calls;
    const result: AgentResult = refusing.includes(call.tool)
      ? { note: "It cannot.", error: "It cannot." }
      : call.tool === "look"
        ? {
            note: "Looked.",
            facts: { transparent: false, plain_background: null, colors: [{ hex: "#112233", share: 1 }], shows: null },
          }
        : { image: `picture_${step}`, width: 2_048, height: 2_048, note: `Did ${call.tool}.` };
    prompt.push({
      role: "tool",
      content: [
        {
          type: "tool-result",
          toolCallId: String(step),
          toolName: call.tool,
          output: { type: "json", value: JSON.parse(JSON.stringify(result)) },
        },
      ],
    });
  }
  throw new Error("the plan does not end");
}

const tools = (calls: readonly AgentCall[]): string => calls.map(({ tool }) => tool).join(" ");

describe("what the concierge plans with images", () => {
  it.each<[string, number, string, object]>([
    [
      "Put my product photo on a beach at sunset and add the title SUMMER SALE",
      1,
      "draw remove_background compose typeset finish",
      { prompt: "a beach at sunset" },
    ],
    [
      "Put my red teapot on a beach at sunset",
      1,
      "draw remove_background compose finish",
      { prompt: "a beach at sunset" },
    ],
    ["put this bottle in front of a waterfall", 1, "draw remove_background compose finish", { prompt: "a waterfall" }],
    [
      "Replace the background with a snowy forest at night",
      1,
      "draw remove_background compose finish",
      { prompt: "a snowy forest at night" },
    ],
    ["Put it on a plain pink background", 1, "remove_background compose finish", { background: "pink" }],
    ["make a 3×3 collage of these with a white border", 4, "collage finish", { columns: 3, rows: 3, color: "white" }],
    ["a 2 by 3 grid with a thick black frame", 6, "collage finish", { columns: 2, rows: 3, color: "black" }],
    ["side by side", 3, "collage finish", { columns: 3, rows: 1 }],
    ["collage", 5, "collage finish", { columns: 3, rows: 2 }],
    ["black and white, then crop to a square", 1, "recolor crop finish", { mode: "greyscale" }],
    ["crop to 16:9 from the top", 1, "crop finish", { aspect_ratio: "16:9", focus: "top" }],
    ["rotate by 90 degrees clockwise", 1, "rotate finish", { degrees: 90 }],
    ["turn it 30 degrees counter-clockwise", 1, "rotate finish", { degrees: -30 }],
    ["flip it vertically", 1, "flip finish", { direction: "vertical" }],
    ["mirror the picture", 1, "flip finish", { direction: "horizontal" }],
    ["make it slightly brighter", 1, "adjust finish", { brightness: 12.5 }],
    ["a lot more contrast", 1, "adjust finish", { contrast: 45 }],
    ["warmer, please", 1, "adjust finish", { warmth: 45 }],
    ["sepia", 1, "recolor finish", { mode: "palette" }],
    ["duotone in navy and orange", 1, "recolor finish", { mode: "duotone", colors: ["navy", "orange"] }],
    ["remove the background", 1, "remove_background finish", { image: "reference_1" }],
    ["blur it", 1, "blur finish", {}],
    ["sharpen it", 1, "sharpen finish", {}],
    ["give it rounded corners", 1, "fit frame finish", { fill: "blur" }],
    ["write 'HELLO' in the middle", 1, "fit typeset finish", { fill: "blur" }],
    [
      "Put the second image as a logo in the top left corner",
      2,
      "remove_background compose finish",
      { image: "reference_2" },
    ],
    ["a poster for my bakery", 1, "draw remove_background compose finish", {}],
  ])("%s", (instructions, images, wanted, input) => {
    const calls = plan(instructions, { images });
    expect(tools(calls)).toBe(wanted);
    expect(calls.map((call) => call.input)).toContainEqual(expect.objectContaining(input));
  });

  it("uses every image it is given", () => {
    for (const sentence of ["put them on a beach", "make them black and white", "a poster", "side by side", "hello"])
      for (const images of [1, 2, 5, 10]) {
        const used = JSON.stringify(plan(sentence, { images }).map(({ input }) => input));
        for (let index = 1; index <= images; index++) expect(used, sentence).toContain(`"reference_${index}"`);
      }
  });

  it("frames a photograph whose background cannot be told from the rest, and says so at the end", () => {
    const calls = plan("put my photo in a forest", { images: 1, refusing: ["remove_background"] });
    expect(tools(calls)).toBe("draw remove_background frame compose finish");
    expect(calls.at(-1)?.input).toMatchObject({
      image: "picture_4",
      summary: expect.stringContaining("framed photograph"),
    });
  });

  it("goes on with what it has when a tool refuses", () => {
    const calls = plan("black and white, then crop to a square", { images: 1, refusing: ["recolor"] });
    expect(calls[1]).toMatchObject({ tool: "crop", input: { image: "reference_1" } });
    expect(calls.at(-1)?.input).toMatchObject({ summary: expect.stringContaining("Not done: It cannot.") });
  });
});

describe("what the concierge plans from nothing", () => {
  it.each<[string, string, object]>([
    [
      "a poster for a jazz night with a saxophone, title 'JAZZ NIGHT', in deep blue and gold",
      "draw typeset finish",
      { prompt: "a poster for a jazz night with a saxophone", colors: "deep blue, gold" },
    ],
    ["draw me a lighthouse in a storm", "draw finish", { prompt: "a lighthouse in a storm" }],
    ["a dark forest at night", "draw finish", { prompt: "a dark forest at night" }],
    ["a fox in the snow, black and white", "draw recolor finish", { prompt: "a fox in the snow" }],
    ['a postcard of a castle saying "Greetings"', "draw typeset finish", { prompt: "a postcard of a castle" }],
    ["a 2x2 grid of sailboats", "draw draw draw draw collage finish", { aspect_ratio: "1:1" }],
  ])("%s", (instructions, wanted, input) => {
    const calls = plan(instructions);
    expect(tools(calls)).toBe(wanted);
    expect(calls[0]?.input).toMatchObject(input);
  });

  it("tells a title from a tagline, a caption and a date, and sets each where there is room", () => {
    const texts = (sentence: string) =>
      plan(sentence).flatMap((call) =>
        call.tool === "typeset" ? [[call.input.text, call.input.position, call.input.size]] : [],
      );
    expect(texts("a party, title 'MIA IS SIX', tagline 'come and play', date 'Saturday'")).toEqual([
      ["MIA IS SIX", "top", "large"],
      ["come and play", "bottom", "medium"],
      ["Saturday", "center", "small"],
    ]);
    expect(texts("a movie poster with a dragon, headline: THE LAST EMBER")).toEqual([
      ["THE LAST EMBER", "top", "large"],
    ]);
    expect(texts('a cat with the caption "what?" at the top')).toEqual([["what?", "top", "small"]]);
  });

  it("draws nothing that was not paid for", () => {
    expect(tools(plan("a fox", { drawings: 0 }))).toBe("");
    expect(tools(plan("put it on a beach", { images: 1, drawings: 0 }))).toBe("remove_background compose finish");
  });
});

describe("the other goals", () => {
  const prompt = (instructions: string, setup: Setup = {}): string => {
    const last = plan(instructions, { ...setup, goal: "prompt" }).at(-1);
    return last?.tool === "answer" ? last.input.text : "";
  };

  it("a prompt keeps what was said and adds only what was left open", () => {
    expect(prompt("draw me a fox")).toMatch(/^a fox, .+, .+, .+/);
    const full = "an oil painting of a red fox, wide composition, in soft morning light, richly detailed";
    expect(prompt(full, { aspectRatio: "auto" })).toBe(full);
    expect(prompt("a fox")).toBe(prompt("a fox"));
    expect(prompt("a shop sign with the words 'OPEN'")).toContain('with the words "OPEN"');
    expect(prompt("a fox", { images: 1 })).toContain("#112233");
  });

  it("a character sheet is drawn once, or made of what was sent", () => {
    expect(tools(plan("a knight", { goal: "character_sheet" }))).toBe(
      "draw remove_background flip crop recolor collage finish",
    );
    expect(tools(plan("", { goal: "character_sheet", images: 1, drawings: 0 }))).toBe(
      "remove_background flip crop recolor collage finish",
    );
  });
});
