import { inject } from "vitest";
import type { Exchange, Heard } from "../wire/exchange";

/** A room of the server on this machine that stands for a provider. */
export interface Room {
  readonly url: string;
  /** What the room answers from now on; what it has heard is forgotten. */
  readonly script: (exchanges: readonly Exchange[]) => Promise<void>;
  readonly heard: () => Promise<Heard[]>;
}

export function openRoom(): Room {
  const url = `${inject("wireServer")}/${crypto.randomUUID()}`;
  return {
    url,
    script: async (exchanges) => {
      const answer = await fetch(url, { method: "PUT", body: JSON.stringify(exchanges) });
      await answer.body?.cancel();
    },
    heard: async () => await (await fetch(`${url}/heard`)).json(),
  };
}
