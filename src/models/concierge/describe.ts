import type { LanguageCard } from "../../core/model-card";

export const CONCIERGE_ID = "concierge-1";

/** What it says of itself, and what it cannot do. */
export const ABOUT =
  "I am the concierge of this server. I work by rules, not with a language model, so I understand only plain requests " +
  "in English about what is made here.";

export const ABILITIES =
  'I can make a picture ("make me a picture of a lighthouse in a storm, 16:9") or a video ("make a 10 second video of ' +
  'a fox in the snow"), tell you how a job is doing ("is it ready?"), cancel one, and say what is left of your plan ' +
  "today, what things cost, and which sizes and formats there are.";

export const describeConcierge = (): LanguageCard => ({
  id: CONCIERGE_ID,
  aliases: [],
  kind: "language",
  sees_images: false,
  description: `${ABOUT} ${ABILITIES}`,
});
