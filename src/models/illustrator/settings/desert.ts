import { furrows, stones } from "./parts/ground";
import { below, n, path } from "../paint/shapes";
import { bank, hills, mountains } from "./parts/terrain";
import { cactus, row } from "./parts/plants";
import type { Setting, Stage } from "./setting";

/** A dune: its lit back, and the shaded face that falls away from the sun. */
function dune({ canvas, light, chance, sunX }: Stage, y: number, height: number, distance: number): string {
  const peak = canvas.width * chance.between(0.25, 0.75);
  const away = sunX < peak ? 1 : -1;
  const [left, right] = [-canvas.width * 0.2, canvas.width * 1.2];
  const top = y - height;
  const ridge = `M${n(left)} ${n(y)}Q${n((left + peak) / 2)} ${n(y - height * 0.2)} ${n(peak)} ${n(top)}Q${n((right + peak) / 2)} ${n(y - height * 0.1)} ${n(right)} ${n(y)}`;
  const lit = canvas.vertical(
    [
      [0, light.on("#f6d193", distance)],
      [1, light.on("#e2a868", distance)],
    ],
    top,
    canvas.height,
  );
  const edge = away === 1 ? right : left;
  return (
    path(`${ridge}L${n(right)} ${n(canvas.height)}L${n(left)} ${n(canvas.height)}Z`, lit) +
    path(
      `M${n(peak)} ${n(top)}Q${n((edge + peak) / 2)} ${n(y - height * 0.1)} ${n(edge)} ${n(y)}L${n(edge)} ${n(canvas.height)}L${n(peak + away * canvas.width * 0.06)} ${n(canvas.height)}Q${n(peak + away * canvas.width * 0.16)} ${n(y + height * 0.2)} ${n(peak)} ${n(top)}Z`,
      light.on("#a9623a", distance),
      0.45,
    )
  );
}

export const desert: Setting = {
  name: "desert",
  words: ["desert", "dune", "dunes", "sahara", "sand dunes", "wasteland", "oasis", "wild west"],
  horizon: 0.56,
  holds: "standing",
  hour: "golden",
  terrain: { top: "#f0c987", side: "#c07f4a", props: "cacti" },
  back: (stage) => {
    const { canvas, light, chance, horizon } = stage;
    const near = below(
      canvas.rolling(chance, horizon + (canvas.height - horizon) * 0.42, canvas.height * 0.08, 2),
      canvas.height,
      canvas.vertical(
        [
          [0, light.on("#f3c985", 0.05)],
          [1, light.on("#d9985a")],
        ],
        horizon,
      ),
    );
    return [
      chance.maybe(0.5)
        ? mountains({ ...stage, snowy: false }, "#b97f5c", 2, canvas.height * 0.14)
        : hills({ ...stage, snowy: false }, "#d9a56f", 2, canvas.height * 0.08),
      dune(stage, horizon + canvas.height * 0.03, canvas.height * 0.13, 0.32),
      dune(stage, horizon + canvas.height * 0.15, canvas.height * 0.13, 0.1) +
        near +
        furrows({ ...stage, horizon: horizon + (canvas.height - horizon) * 0.4 }, "#b9753f", 10, 0.28),
      row(stage, cactus, horizon + canvas.height * 0.13, canvas.unit * 0.22, 4, 0.06, 0.5) +
        stones(stage, 8, "#b58157"),
    ];
  },
  front: (stage) => bank(stage, "#e2a868"),
};
