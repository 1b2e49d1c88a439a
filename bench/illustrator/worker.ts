import { z } from "zod";
import { createArtwork } from "../../src/models/illustrator/artwork";
import { compose } from "../../src/models/illustrator/compose";
import { draw } from "../../src/models/illustrator/draw";
import { createIllustrator } from "../../src/models/illustrator/index";
import { svgOf } from "../../src/models/illustrator/render";
import { understand } from "../../src/models/illustrator/understand";

interface BenchEnv {
  readonly ASSETS: Fetcher;
}

/** Every WebAssembly memory of this isolate: they grow and never shrink. */
const memories: WebAssembly.Memory[] = [];
const instantiate = WebAssembly.instantiate.bind(WebAssembly);
Object.assign(WebAssembly, {
  async instantiate(module: WebAssembly.Module, imports: WebAssembly.Imports) {
    const instance: unknown = await instantiate(module, imports);
    const { exports } = instance as WebAssembly.Instance;
    for (const exported of Object.values(exports)) if (exported instanceof WebAssembly.Memory) memories.push(exported);
    return instance;
  },
});

const Query = z.object({
  prompt: z.string().default("a red fox in the snow at dusk"),
  size: z.custom<`${number}x${number}`>().default("1024x1024"),
  style: z.string().optional(),
  format: z.string().default("png"),
  seed: z.coerce.number().default(1),
});

/** `/draw` answers how long a picture took from prompt to bytes; `/svg` answers the drawing itself. */
export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (url.pathname === "/ready") return new Response("ready");
    const { prompt, size, style, format, seed } = Query.parse(Object.fromEntries(url.searchParams));
    const artwork = createArtwork(env.ASSETS);
    if (url.pathname === "/svg") {
      const idea = understand(prompt, await artwork.vocabulary(), {});
      const drawings = await artwork.drawings(idea.subjects.map(({ icon }) => icon));
      return new Response(svgOf(draw(compose(idea, drawings, 1, seed), undefined), 1024, 1024));
    }
    // The words and drawings are read once in an isolate's life: not what is timed here.
    const warm = await artwork.vocabulary();
    await artwork.drawings(understand(prompt, warm, {}).subjects.map(({ icon }) => icon));
    const started = performance.now();
    const { images } = await createIllustrator(artwork).doGenerate({
      prompt,
      seed,
      size,
      n: 1,
      aspectRatio: undefined,
      files: undefined,
      mask: undefined,
      providerOptions: { edgel: { outputFormat: format, ...(style === undefined ? {} : { style }) } },
    });
    const milliseconds = performance.now() - started;
    return Response.json({
      milliseconds,
      bytes: images[0]?.length ?? 0,
      wasm: memories.map(({ buffer }) => buffer.byteLength),
    });
  },
} satisfies ExportedHandler<BenchEnv>;
