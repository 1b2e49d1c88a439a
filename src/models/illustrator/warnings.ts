import type { ImageModelV4CallOptions, ImageModelV4Result } from "@ai-sdk/provider";
import type { OutputFormat } from "../../core/job";
import type { Idea } from "./idea";
import type { Options } from "./index";
import { MAX_LETTERS, type Lettering } from "./lettering";
import { styleIn, styles } from "./styles/index";
import { readPalette } from "./words/colours";

type Warnings = ImageModelV4Result["warnings"];

/** What the request asked for and this model does not do, or only stands in for. */
export function warningsFor(
  call: ImageModelV4CallOptions,
  options: Options,
  { idea, lettering, format }: { idea: Idea; lettering: Lettering | undefined; format: OutputFormat },
): Warnings {
  const warnings: Warnings = [];
  const ignored = (feature: string, details: string) => warnings.push({ type: "unsupported", feature, details });
  const emulated = (feature: string, details: string) => warnings.push({ type: "compatibility", feature, details });

  if (format !== options.outputFormat)
    emulated("output_format", "Pictures above 2048 × 2048 pixels are written as PNG.");
  if (idea.style.emulates !== undefined) emulated("style", idea.style.emulates);
  if (options.style !== undefined && styleIn(options.style.toLowerCase()) === undefined)
    ignored(
      "style",
      `The illustrator knows no such style. It knows: ${Object.values(styles)
        .map(({ name }) => name)
        .join(", ")}.`,
    );
  const unknown = options.colors === undefined ? [] : readPalette(options.colors).unknown;
  if (unknown.length > 0)
    ignored("colors", `Not read as colours: ${unknown.slice(0, 8).join(", ")}. Hex values and colour names are.`);
  if (options.hasText === true && idea.lettering === undefined)
    ignored("has_text", 'The prompt has no words to set: put them in quotation marks, or after "titled" or "saying".');
  if (lettering !== undefined && lettering.missing.length > 0)
    ignored(
      "has_text",
      `The illustrator has no letters for: ${lettering.missing.slice(0, 20).join(" ")}. It sets Latin, Cyrillic and Greek.`,
    );
  if (lettering?.cut === true) ignored("has_text", `Only the first ${MAX_LETTERS} characters were set.`);
  if (!idea.known)
    ignored(
      "prompt",
      "The illustrator, which is no diffusion model and reads English, found no thing, place or mood it knows in the prompt and painted an abstract picture.",
    );
  if ((call.files?.length ?? 0) > 0) ignored("files", "The illustrator takes no reference images.");
  return warnings;
}
