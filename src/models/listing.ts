import type { ModelCard } from "../core/model-card";

/** What a setting like `IMAGE_MODELS` lists. */

/** Makes the entry of one kind that a name stands for. */
export type Maker<E> = (model: string) => E;

interface Listed {
  readonly card: ModelCard;
  readonly name: string;
}

/** `name = provider:model`: a name of the operator's own, which stays when what stands behind it changes. */
const NAMED = /^([A-Za-z0-9][\w.-]{0,63})\s*=\s*(.+)$/;
const OF_PROVIDER = /^([a-z-]+):(.+)$/;

/** The entries of a list, in its order. What nobody knows, and what cannot be made, is an error that names it. */
export function readListing<E extends Listed>(
  setting: string,
  texts: readonly string[],
  embedded: Readonly<Record<string, () => E>>,
  providers: Readonly<Record<string, Maker<E>>>,
): E[] {
  const entries = texts.map((text) => {
    const [, alias, named = text] = NAMED.exec(text) ?? [];
    const entry = make(named);
    return alias === undefined ? entry : { ...entry, card: { ...entry.card, id: alias, aliases: [entry.card.id] } };
  });
  const names = entries.flatMap(({ card }) => [card.id, ...card.aliases]);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${setting} names "${twice}" twice`);
  return entries;

  function make(named: string): E {
    const own = Object.hasOwn(embedded, named) ? embedded[named] : undefined;
    if (own !== undefined) {
      const entry = own();
      return { ...entry, card: { ...entry.card, aliases: [named] } };
    }
    const [, provider = "", model = ""] = OF_PROVIDER.exec(named) ?? [];
    const maker = Object.hasOwn(providers, provider) ? providers[provider] : undefined;
    if (maker === undefined) {
      const known = [...Object.keys(embedded), ...Object.keys(providers).map((name) => `${name}:…`)];
      throw new Error(`${setting} names "${named}"; known are ${known.join(", ")}`);
    }
    try {
      return maker(model);
    } catch (error) {
      throw new Error(`${setting} names "${named}": ${error instanceof Error ? error.message : "it cannot be had"}`, {
        cause: error,
      });
    }
  }
}
