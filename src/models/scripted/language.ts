import { createConcierge } from "../concierge/index";
import type { LanguageEntry } from "../entry";
import { languageCard } from "../providers/cards";
import { readScript } from "./behaviours";

/** A language model for tests: it behaves as it is named, and what it says is what the concierge would say. */
export function scriptedLanguage(spec: string): LanguageEntry {
  const { act } = readScript(spec, []);
  const id = `test:${spec}`;
  const concierge = createConcierge();
  return {
    name: id,
    model: {
      ...concierge,
      modelId: id,
      async doGenerate(call) {
        await act(call.abortSignal);
        return await concierge.doGenerate(call);
      },
      async doStream(call) {
        await act(call.abortSignal);
        return await concierge.doStream(call);
      },
    },
    embedded: false,
    card: languageCard(id, "the tests", false),
  };
}
