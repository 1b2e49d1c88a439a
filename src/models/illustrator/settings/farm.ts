import { contact, furrows } from "./parts/ground";
import { tufts, verge } from "./parts/meadow";
import { backdrop, field } from "./parts/terrain";
import { barn, fence } from "./parts/buildings";
import { row, tree } from "./parts/plants";
import type { Setting } from "./setting";

export const farm: Setting = {
  name: "farm",
  words: ["farm", "farmyard", "barn", "farmland", "ranch", "orchard", "vineyard", "wheat field", "cornfield", "crops"],
  horizon: 0.56,
  holds: "standing",
  terrain: { top: "#b9c65d", side: "#8a6a48", props: "houses" },
  back: (stage) => {
    const { canvas, horizon, chance } = stage;
    const side = chance.pick([0.08, 0.6]);
    return [
      backdrop(stage, "hills") + row(stage, tree, horizon + 4, canvas.unit * 0.12, 14, 0.42),
      field(stage, "#d9c86a", "#86a94b") + (stage.snowy ? "" : furrows(stage, "#9c8a3c", 13, 0.35)),
      contact(stage, canvas.width * side + canvas.unit * 0.18, horizon + canvas.height * 0.075, canvas.unit * 0.3) +
        barn(stage, canvas.width * side, horizon + canvas.height * 0.07, canvas.unit * 0.34, 0.08),
      fence(stage, horizon + canvas.height * 0.17, canvas.unit * 0.075) + tufts(stage, "#5c8a3c", 40),
    ];
  },
  front: (stage) => verge(stage, "#5a8f3c", 120),
};
