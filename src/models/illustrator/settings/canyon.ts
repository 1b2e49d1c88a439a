import { stones } from "./parts/ground";
import { n, polygon, stroke } from "../paint/shapes";
import { bank, plain } from "./parts/terrain";
import { cactus, row } from "./parts/plants";
import type { Setting, Stage } from "./setting";

const LAYERS = ["#d9794a", "#c2603a", "#e39a63", "#b04f34", "#d58552"] as const;

/** Half the width of a mesa at a share of its height from the foot. */
const flank = (share: number): number => (share < 0.5 ? 0.5 - share * 0.2 : 0.4 - (share - 0.5) * 0.14);

/** A flat-topped rock of many layers, in the sun on one side. */
function mesa(stage: Stage, x: number, foot: number, wide: number, tall: number, distance: number): string {
  const { light, chance, sunX } = stage;
  const away = sunX < x ? 1 : -1;
  let drawn = "";
  for (let layer = 0, low = 0; low < 1; layer++) {
    const high = Math.min(1, low + chance.between(0.08, 0.2));
    const [bottom, top] = [foot - tall * low + 1, foot - tall * high];
    const colour = LAYERS[layer % LAYERS.length] ?? LAYERS[0];
    const [outer, upper] = [flank(low) * wide, flank(high) * wide];
    drawn += polygon(
      [
        [x - outer, bottom],
        [x - upper, top],
        [x + upper, top],
        [x + outer, bottom],
      ],
      light.on(colour, distance),
    );
    drawn += polygon(
      [
        [x + away * outer, bottom],
        [x + away * upper, top],
        [x + away * upper * 0.2, top],
        [x + away * outer * 0.35, bottom],
      ],
      light.shadow,
      0.3,
    );
    low = high;
  }
  return drawn;
}

export const canyon: Setting = {
  name: "canyon",
  words: ["canyon", "grand canyon", "gorge", "mesa", "badlands", "monument valley", "ravine"],
  horizon: 0.56,
  holds: "standing",
  hour: "golden",
  terrain: { top: "#e0905a", side: "#b04f34", props: "rocks" },
  back: (stage) => {
    const { canvas, horizon, chance, light } = stage;
    const far = Array.from({ length: 5 }, (_, i) =>
      mesa(
        stage,
        canvas.width * ((i + chance.next()) / 5),
        horizon + 4,
        canvas.unit * chance.between(0.2, 0.34),
        canvas.height * chance.between(0.1, 0.2),
        0.5,
      ),
    ).join("");
    const crack = stroke(
      `M${n(canvas.width * 0.3)} ${n(horizon + canvas.height * 0.1)}q${n(canvas.width * 0.1)} ${n(canvas.height * 0.06)} ${n(canvas.width * 0.24)} ${n(canvas.height * 0.05)}`,
      light.shadow,
      canvas.unit * 0.004,
      0.3,
    );
    return [
      far,
      plain(stage, "#e8a46c", "#c46a3f") + crack,
      mesa(stage, canvas.width * 0.02, horizon + canvas.height * 0.12, canvas.width * 0.42, canvas.height * 0.5, 0.12) +
        mesa(
          stage,
          canvas.width * 0.98,
          horizon + canvas.height * 0.14,
          canvas.width * 0.4,
          canvas.height * 0.56,
          0.08,
        ),
      row(stage, cactus, horizon + canvas.height * 0.16, canvas.unit * 0.13, 3, 0.08, 0.5) +
        stones(stage, 16, "#b5643f"),
    ];
  },
  front: (stage) => bank({ ...stage, snowy: false }, "#c46a3f"),
};
