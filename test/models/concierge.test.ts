import { describe, expect, it } from "vitest";
import { intentsOf } from "../../src/models/concierge/intents";

const ask = (text: string, ...before: string[]) =>
  intentsOf([...before.map((said) => ({ role: "user" as const, text: said })), { role: "user", text }]);
const picture = (prompt: string, aspect_ratio?: string) => [
  { tool: "make_picture", input: { prompt, ...(aspect_ratio === undefined ? {} : { aspect_ratio }) } },
];
const video = (prompt: string, seconds?: number, aspect_ratio?: string) => [
  {
    tool: "make_video",
    input: {
      prompt,
      ...(aspect_ratio === undefined ? {} : { aspect_ratio }),
      ...(seconds === undefined ? {} : { seconds }),
    },
  },
];
const JOB = "job_0001m7yjn9ce98dg3rz3bak0rtyc";
const OTHER = "job_0001m7yjv6v07j1gf53g0yqspqfg";

describe("the concierge", () => {
  it.each([
    ["make me a picture of a lighthouse in a storm, 16:9", picture("a lighthouse in a storm", "16:9")],
    ["Please draw a red fox in the snow", picture("a red fox in the snow")],
    ["can you make me a square picture of two cats please?", picture("two cats", "1:1")],
    ["Could you create an image: a robot reading a book", picture("a robot reading a book")],
    ["I'd like a watercolor painting of a harbour at dawn.", picture("watercolor a harbour at dawn")],
    ["generate a picture of a castle in 9:16", picture("a castle", "9:16")],
    ["paint me a field of sunflowers", picture("a field of sunflowers")],
    ['I want a poster of a rocket that says "GO"', picture('a rocket that says "GO"')],
    ["a picture of a whale", picture("a whale")],
    ["hello, make a photo of a dog on the beach, vertical", picture("a dog on the beach, vertical", "9:16")],
    ["show me an image of the northern lights over a lake", picture("the northern lights over a lake")],
    ["make me a picture of a car and tell me about its price", picture("a car and tell me about its price")],
    ["make a video of a fox running", video("a fox running")],
    ["make a 10 second video of a sailboat at sunset, 16:9", video("a sailboat at sunset", 10, "16:9")],
    ["animate a butterfly over a meadow for 3 seconds", video("a butterfly over a meadow", 3)],
    ["create a one minute clip of rain in the city", video("rain in the city", 60)],
    ["could you make a short film about a dragon", video("a dragon")],
    ["generate an animation of waves, 90 seconds, 1:1", video("waves", 60, "1:1")],
  ])("%s", (text, intents) => {
    expect(ask(text)).toEqual(intents);
  });

  it.each([
    ["is it ready?", [], [{ tool: "list_jobs", input: { limit: 1 } }]],
    [`is ${JOB} ready?`, [], [{ tool: "get_job", input: { job_id: JOB } }]],
    ["is it ready?", [`I have started ${OTHER}`, `and ${JOB}`], [{ tool: "get_job", input: { job_id: JOB } }]],
    [JOB, [], [{ tool: "get_job", input: { job_id: JOB } }]],
    [
      `how far are ${JOB} and ${OTHER}?`,
      [],
      [
        { tool: "get_job", input: { job_id: JOB } },
        { tool: "get_job", input: { job_id: OTHER } },
      ],
    ],
    ["where's my picture?", [JOB], [{ tool: "get_job", input: { job_id: JOB } }]],
    ["cancel it", [JOB], [{ tool: "cancel_job", input: { job_id: JOB } }]],
    ["cancel it", [], [{ say: "abilities" }]],
    ["what are my latest pictures?", [], [{ tool: "list_jobs", input: { limit: 5 } }]],
    ["how many images have I left today?", [], [{ tool: "get_limits", input: {} }]],
    ["what is my quota?", [], [{ tool: "get_limits", input: {} }]],
    ["what does an image cost?", [], [{ tool: "get_prices", input: {} }]],
    ["how much is a video?", [], [{ tool: "get_prices", input: {} }]],
    ["which sizes are there?", [], [{ tool: "get_sizes", input: {} }]],
    [
      "how long can a video be, and what does it cost?",
      [],
      [
        { tool: "get_prices", input: {} },
        { tool: "get_sizes", input: {} },
      ],
    ],
    [
      "how many images are left and what does one cost?",
      [],
      [
        { tool: "get_limits", input: {} },
        { tool: "get_prices", input: {} },
      ],
    ],
    ["how do I make a picture with the API?", [], [{ say: "api" }]],
    ["can you make videos?", [], [{ say: "missing_prompt" }]],
    ["make me a picture", [], [{ say: "missing_prompt" }]],
    ["what can you do?", [], [{ say: "abilities" }]],
    ["thanks!", [], [{ say: "thanks" }]],
    ["hello", [], [{ say: "greeting" }]],
    ["what is the capital of France?", [], [{ say: "unknown" }]],
    ["", [], [{ say: "unknown" }]],
  ])("%s, after %j", (text, before, intents) => {
    expect(ask(text, ...before)).toEqual(intents);
  });
});
