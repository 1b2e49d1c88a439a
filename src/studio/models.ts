import { computed, signal } from "@preact/signals";
import type { ListedModel } from "../core/model-card";
import { call } from "./api";

/** What makes things on this server. */
const models = signal<readonly ListedModel[]>([]);

const of = <K extends ListedModel["kind"]>(kind: K) =>
  computed(() => models.value.filter((model): model is Extract<ListedModel, { kind: K }> => model.kind === kind));

export const imageModels = of("image");
export const videoModels = of("video");

/** Styles that some model here knows by name; one that reads words takes any. */
export const styles = computed(() => [...new Set(imageModels.value.flatMap((model) => model.styles))]);

export async function loadModels(): Promise<void> {
  models.value = await call<ListedModel[]>("GET", "/models", { credential: null });
}
