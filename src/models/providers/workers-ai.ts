import type { ImageModelV4, ImageModelV4File } from "@ai-sdk/provider";
import { convertToBase64 } from "@ai-sdk/provider-utils";
import { createWorkersAI, type WorkersAISettings } from "workers-ai-provider";
import type { Provider } from "../entry";
import type { Shapes } from "../shapes";
import { imageCard, languageCard, TRAINED } from "./cards";
import type { ProviderMaterials } from "./index";

const BY = "Workers AI";

/** How a family of models wants to be asked, where the package's way (JSON with prompt, size and seed) is not it. */
interface Family {
  readonly of: RegExp;
  readonly shapes: Shapes;
  readonly seed: boolean;
  readonly references: number;
  readonly referenceEdge?: number;
  readonly toInputs?: (inputs: Inputs, files: readonly ImageModelV4File[]) => Promise<object>;
}

interface Inputs {
  readonly prompt: string;
  readonly width?: number;
  readonly height?: number;
  readonly seed?: number;
}

const FAMILIES: readonly Family[] = [
  {
    of: /\/flux-2-/,
    shapes: { least: 256, most: 1_920, step: 16 },
    seed: true,
    references: 4,
    // "Smaller than 512 x 512".
    referenceEdge: 511,
    toInputs: toForm,
  },
  {
    of: /\/flux-1-schnell$/,
    shapes: { sizes: [{ width: 1_024, height: 1_024 }] },
    seed: false,
    references: 0,
    toInputs: async ({ prompt }) => ({ prompt }),
  },
  { of: /\/lucid-origin$/, shapes: { least: 256, most: 2_496, step: 8 }, seed: true, references: 0 },
];
/** Phoenix, SDXL, DreamShaper and what comes after them. */
const OTHERS: Omit<Family, "of"> = { shapes: { least: 256, most: 2_048, step: 8 }, seed: true, references: 0 };

/** Language models that can be shown pictures. */
const SEES = /vision|llama-4|mistral-small-3\.1|gemma-3|gemma-4|llava|moondream/;

/** Models that Cloudflare runs, by their names there: `@cf/black-forest-labs/flux-2-klein-4b`. */
export function workersAi({ ai }: ProviderMaterials): Provider {
  const binding = (): Ai => {
    if (ai === null) throw new Error("a model named workers-ai:… needs the binding AI, which is not there");
    return ai;
  };
  return {
    image(id) {
      const { shapes, seed, references, referenceEdge, toInputs } = FAMILIES.find(({ of }) => of.test(id)) ?? OTHERS;
      return {
        name: `workers-ai:${id}`,
        model: toInputs === undefined ? modelOf(binding(), id) : asking(binding(), id, toInputs),
        ...TRAINED,
        shapes,
        ...(referenceEdge === undefined ? {} : { referenceEdge }),
        card: imageCard(`workers-ai:${id}`, BY, references, { seed, aspect_ratio: !("sizes" in shapes) }),
      };
    },
    language: (id) => ({
      name: `workers-ai:${id}`,
      model: createWorkersAI({ binding: binding() }).chat(
        id as Parameters<ReturnType<typeof createWorkersAI>["chat"]>[0],
      ),
      embedded: false,
      card: languageCard(`workers-ai:${id}`, BY, SEES.test(id)),
    }),
  };
}

const modelOf = (binding: WorkersAISettings["binding"] & object, id: string): ImageModelV4 =>
  createWorkersAI({ binding }).image(id as Parameters<ReturnType<typeof createWorkersAI>["image"]>[0]);

/** The package's model, with its inputs put into the shape this one wants on their way to the binding. */
function asking(binding: Ai, id: string, toInputs: NonNullable<Family["toInputs"]>): ImageModelV4 {
  const through = (files: readonly ImageModelV4File[]): ImageModelV4 => {
    const run = async (model: keyof AiModels, inputs: Inputs, options: AiOptions): Promise<unknown> =>
      await binding.run(model, (await toInputs(inputs, files)) as never, options);
    return modelOf({ run } as unknown as Ai, id);
  };
  const { provider, modelId, maxImagesPerCall } = through([]);
  return {
    specificationVersion: "v4",
    provider,
    modelId,
    maxImagesPerCall,
    doGenerate: async (call) => await through(call.files ?? []).doGenerate(call),
  };
}

/** FLUX.2 is asked with a form, which carries the images to draw from. */
async function toForm({ prompt, width, height, seed }: Inputs, files: readonly ImageModelV4File[]): Promise<object> {
  const form = new FormData();
  form.set("prompt", prompt);
  for (const [name, value] of Object.entries({ width, height, seed }))
    if (value !== undefined) form.set(name, String(value));
  for (const [index, file] of files.entries()) {
    if (file.type === "url") throw new Error("an image to draw from has to come with its bytes");
    const bytes = Uint8Array.fromBase64(convertToBase64(file.data));
    form.set(`input_image_${index}`, new Blob([bytes], { type: file.mediaType }), `input_image_${index}`);
  }
  const { body, headers } = new Response(form);
  return { multipart: { body, contentType: headers.get("content-type") } };
}
