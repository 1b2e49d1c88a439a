import type { SharedV4Warning } from "@ai-sdk/provider";
import type { Imagined } from "./imagine";
import { MAX_LETTERS } from "../../raster/letters";
import { styleIn, styles } from "./styles/index";
import type { Wishes } from "./understand";
import { readPalette } from "./words/colours";

/** A parameter this model does not take. */
export const ignored = (feature: string, details: string): SharedV4Warning => ({
  type: "unsupported",
  feature,
  details,
});

/** A parameter this model only stands in for. */
export const emulated = (feature: string, details: string): SharedV4Warning => ({
  type: "compatibility",
  feature,
  details,
});

/** What was asked of a drawing and is not in it, or is only stood in for. */
export function warningsFor(wishes: Wishes, { idea, lettering }: Imagined): SharedV4Warning[] {
  const warnings: SharedV4Warning[] = [];
  if (idea.style.emulates !== undefined) warnings.push(emulated("style", idea.style.emulates));
  if (wishes.style !== undefined && styleIn(wishes.style.toLowerCase()) === undefined) {
    const known = Object.values(styles).map(({ name }) => name);
    warnings.push(ignored("style", `The illustrator knows no such style. It knows: ${known.join(", ")}.`));
  }
  const unread = wishes.colors === undefined ? [] : readPalette(wishes.colors).unknown;
  if (unread.length > 0)
    warnings.push(
      ignored("colors", `Not read as colours: ${unread.slice(0, 8).join(", ")}. Hex values and colour names are.`),
    );
  if (wishes.hasText === true && idea.lettering === undefined)
    warnings.push(
      ignored(
        "has_text",
        'The prompt has no words to set: put them in quotation marks, or after "titled" or "saying".',
      ),
    );
  if (lettering !== undefined && lettering.missing.length > 0) {
    const missing = lettering.missing.slice(0, 20).join(" ");
    warnings.push(
      ignored("has_text", `The illustrator has no letters for: ${missing}. It sets Latin, Cyrillic and Greek.`),
    );
  }
  if (lettering?.cut === true) warnings.push(ignored("has_text", `Only the first ${MAX_LETTERS} characters were set.`));
  if (!idea.known)
    warnings.push(
      ignored(
        "prompt",
        "The illustrator, which is no diffusion model and reads English, found no thing, place or mood it knows in the prompt and painted an abstract picture.",
      ),
    );
  return warnings;
}
