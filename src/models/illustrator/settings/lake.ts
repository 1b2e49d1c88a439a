import { rock } from "./parts/ground";
import { grass } from "./parts/meadow";
import { backdrop, hills } from "./parts/terrain";
import { fir, reeds, row } from "./parts/plants";
import { wake, water } from "./parts/water";
import type { Setting } from "./setting";

export const lake: Setting = {
  name: "lake",
  words: ["lake", "pond", "lakeside", "loch", "reservoir", "fjord", "still water", "swamp", "marsh", "bayou"],
  horizon: 0.5,
  holds: "floating",
  ground: 0.78,
  terrain: { top: "#4f9cc4", side: "#6e5c48", props: "firs" },
  back: (stage) => {
    const { canvas, horizon } = stage;
    return [
      backdrop(stage, stage.backdrop === "sea" ? "mountains" : stage.backdrop),
      hills(stage, "#5f8f62", 1, canvas.height * 0.05) + row(stage, fir, horizon + 3, canvas.unit * 0.15, 24, 0.28),
      water(stage, horizon, canvas.height),
    ];
  },
  front: (stage) => {
    const { canvas, chance } = stage;
    const side = chance.pick([0.08, 0.92]);
    return (
      wake(stage, 0.16) +
      rock(stage, canvas.width * side, canvas.height * 1.02, canvas.unit * 0.26, 0, "#767b80") +
      reeds(stage, canvas.width * (1 - side), canvas.height * 1.02, canvas.height * 0.24, 0) +
      reeds(stage, canvas.width * side, canvas.height * 1.02, canvas.height * 0.17, 0) +
      grass(stage, "#33693c", 50, 0.06)
    );
  },
};
