import { env } from "cloudflare:workers";
import { readSettings } from "../../src/config";
import type { Models } from "../../src/models/entry";
import { createArtwork } from "../../src/models/illustrator/artwork";
import { createModels, type Materials } from "../../src/models/index";
import { createWorkspace } from "../../src/store/workspace";

/** The models that a server with these settings has. */
export const modelsWith = (settings: Record<string, string>, materials: Partial<Materials> = {}): Models =>
  createModels(readSettings({ ...env, ...settings }), {
    artwork: createArtwork(env.ASSETS),
    clips: createWorkspace(env.MEDIA),
    send: fetch,
    now: () => new Date(),
    ai: null,
    ...materials,
  });
