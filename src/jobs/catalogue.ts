import { AppError, invalidField } from "../core/errors";
import type { JobKind } from "../core/job";
import type { ImageCard, ListedModel, VideoCard } from "../core/model-card";
import { answersTo, eligible, mattersIn, notHonoured } from "../models/choice";
import type { Models } from "../models/entry";
import type { BreakerStore } from "../store/breakers";
import { PRICES } from "./prices";
import type { RequestDraft } from "./submit";

/** What is made here, by what, and which of it a caller may ask for. */
export const createCatalogue = (models: Models, breakers: Pick<BreakerStore, "down">) => {
  const { image, video, language } = models;
  const makers = { image, video } as const;

  const kinds = new Set<JobKind>(["image"]);
  if (video.length > 0) kinds.add("video");
  // An agent is a language model at work.
  if (language.length > 0) kinds.add("agent");

  /** The model's lasting id; an unknown name is refused with the known ones. */
  function idOf(kind: "image" | "video", name: string): string {
    const found = makers[kind].find(({ card }) => answersTo(card, name));
    if (found !== undefined) return found.card.id;
    const known = makers[kind].flatMap(({ card }) => [card.id, ...card.aliases]);
    throw invalidField("model", `There is no ${kind} model of that name; there are ${known.join(", ")}.`);
  }

  return {
    /** Kinds of jobs that this server has a model for. */
    kinds,

    /** In the order they are asked. */
    async list(): Promise<ListedModel[]> {
      const down = await breakers.down();
      const standing = (id: string, price: ListedModel["price"]) => ({ price, up: !down.has(id) });
      return [
        ...image.map(({ card }) => ({ ...card, ...standing(card.id, PRICES.image) })),
        ...video.map(({ card }) => ({ ...card, ...standing(card.id, PRICES.video) })),
        ...language.map(({ card }) => ({ ...card, ...standing(card.id, PRICES.chat) })),
      ];
    },

    /**
     * The request as it can be met: the model it names by its lasting id, and what has to be honoured. Where a caller
     * insists on everything it asks for, and no model honours all of it, it is refused.
     */
    admit(request: RequestDraft, insists: boolean): RequestDraft {
      if (request.kind === "agent") return request;
      const named = request.model === undefined ? request : { ...request, model: idOf(request.kind, request.model) };
      if (!insists) return named;
      const strict = mattersIn(named, named.seed);
      if (eligible<{ card: ImageCard | VideoCard }>(makers[named.kind], { ...named, strict }).length > 0)
        return { ...named, strict };
      const candidates = eligible<{ card: ImageCard | VideoCard }>(makers[named.kind], named);
      const field = candidates.map(({ card }) => notHonoured(card, strict)).find((name) => name !== undefined);
      throw new AppError("not_honoured", `No model here honours ${field ?? "that"} with the rest of this request.`, {
        ...(field === undefined ? {} : { field: field === "text" ? "has_text" : field }),
      });
    },
  };
};

export type Catalogue = ReturnType<typeof createCatalogue>;
