import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { createArtwork } from "../../../src/models/illustrator/artwork";
import { compose, type Actor } from "../../../src/models/illustrator/compose";
import { understand } from "../../../src/models/illustrator/understand";
import { PHRASES } from "./phrases";

const artwork = createArtwork(env.ASSETS);
const vocabulary = await artwork.vocabulary();

async function composed(prompt: string, ratio: number, seed = 1) {
  const idea = understand(prompt, vocabulary);
  return compose(idea, await artwork.drawings(idea.subjects.map(({ icon }) => icon)), ratio, seed);
}

const edges = ({ form: { box }, x, foot, scale }: Actor) => {
  const half = ((box[2] - box[0]) * scale) / 2;
  return { left: x - half, right: x + half, top: foot - (box[3] - box[1]) * scale, bottom: foot };
};

describe("a composition", () => {
  it.each([
    ["9:16", 9 / 16],
    ["2:3", 2 / 3],
    ["1:1", 1],
    ["3:2", 3 / 2],
    ["16:9", 16 / 9],
  ])("cuts no subject off at %s, whatever is asked for", async (_, ratio) => {
    const cut: string[] = [];
    for (const [index, [prompt]] of PHRASES.entries()) {
      const { actors, width, height } = await composed(prompt, ratio, index);
      for (const actor of actors) {
        const { left, right, top, bottom } = edges(actor);
        const slack = 2;
        if (left < -slack || right > width + slack || top < -slack || bottom > height + slack)
          cut.push(
            `${prompt}: ${actor.icon} ${[left, top, right, bottom].map(Math.round).join(" ")} in ${Math.round(width)}×${Math.round(height)}`,
          );
      }
    }
    expect(cut).toEqual([]);
  });

  it("makes every subject large enough to be seen", async () => {
    const small: string[] = [];
    for (const [prompt] of PHRASES) {
      const { actors, width, height } = await composed(prompt, 1);
      for (const actor of actors) {
        const { left, right, top, bottom } = edges(actor);
        if (Math.max(right - left, bottom - top) < Math.min(width, height) * 0.045)
          small.push(`${prompt}: ${actor.icon}`);
      }
    }
    expect(small).toEqual([]);
  });

  it("draws as many as were asked for", async () => {
    const { actors } = await composed("seven sheep and two dogs on a farm", 1);
    expect(actors.filter(({ icon }) => icon === "ewe")).toHaveLength(7);
    expect(actors.filter(({ icon }) => icon === "dog")).toHaveLength(2);
  });

  it.each([
    [
      "a cat on a horse",
      (cat: Actor, horse: Actor) => cat.foot < horse.foot && cat.order > horse.order && within(cat, horse),
    ],
    ["a bird above a house", (bird: Actor, house: Actor) => bird.foot <= edges(house).top + 1],
    [
      "a dog under a tree",
      (dog: Actor, tree: Actor) => dog.order > tree.order && edges(dog).top > edges(tree).top && within(dog, tree),
    ],
    ["a rabbit behind a tree", (rabbit: Actor, tree: Actor) => rabbit.order < tree.order],
    ["a fox in front of a house", (fox: Actor, house: Actor) => fox.order > house.order],
    ["a cat beside a dog", (cat: Actor, dog: Actor) => Math.abs(cat.x - dog.x) > 100],
    [
      "a dog in a bathtub",
      (dog: Actor, tub: Actor) => dog.order < tub.order && within(dog, tub) && edges(dog).top < edges(tub).top,
    ],
    [
      "a bear holding a balloon",
      (bear: Actor, balloon: Actor) =>
        balloon.order > bear.order &&
        edges(balloon).left < edges(bear).right &&
        edges(balloon).right > edges(bear).left,
    ],
    [
      "a penguin wearing a top hat",
      (penguin: Actor, hat: Actor) => edges(hat).top < edges(penguin).top + 60 && within(hat, penguin),
    ],
    ["a huge elephant and a tiny mouse", (elephant: Actor, mouse: Actor) => tall(elephant) > 2.5 * tall(mouse)],
  ])("%s stands as it was said", async (prompt, holds) => {
    for (let seed = 0; seed < 8; seed++) {
      const { idea, actors } = await composed(prompt, 4 / 3, seed);
      const [first, second] = idea.subjects.map(({ icon }) => actors.find((actor) => actor.icon === icon));
      if (first === undefined || second === undefined) throw new Error("somebody is missing");
      expect(holds(first, second), `seed ${seed}`).toBe(true);
    }
  });

  it("gives each of two things of one kind the colour it was given", async () => {
    const { actors } = await composed("a red balloon and a blue balloon over the sea", 1);
    expect(actors.map(({ colour }) => colour).toSorted()).toEqual(["#2b6fd6", "#e03131"]);
  });
});

const tall = (actor: Actor): number => edges(actor).bottom - edges(actor).top;
/** Its middle is over, or under, the other. */
const within = (one: Actor, other: Actor): boolean => one.x > edges(other).left && one.x < edges(other).right;
