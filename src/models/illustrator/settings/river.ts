import { stones } from "./parts/ground";
import { tufts, verge } from "./parts/meadow";
import { backdrop, field } from "./parts/terrain";
import { bush, fir, row, tree } from "./parts/plants";
import { n, path, stroke } from "../paint/shapes";
import type { Setting, Stage } from "./setting";

/** A stream that winds from the hills to the lower edge beside the subject. */
function stream({ canvas, light, horizon, chance }: Stage): string {
  const side = chance.pick([-1, 1]);
  const x = (share: number): number => canvas.width * (0.5 + side * share);
  const y = (share: number): number => horizon + (canvas.height - horizon) * share;
  const left = `M${n(x(0.04))} ${n(y(0.02))}C${n(x(0.34))} ${n(y(0.12))} ${n(x(-0.22))} ${n(y(0.26))} ${n(x(0.06))} ${n(y(0.44))}C${n(x(0.22))} ${n(y(0.58))} ${n(x(0.02))} ${n(y(0.75))} ${n(x(0.1))} ${n(y(1.02))}`;
  const right = `L${n(x(0.66))} ${n(y(1.02))}C${n(x(0.4))} ${n(y(0.75))} ${n(x(0.5))} ${n(y(0.56))} ${n(x(0.22))} ${n(y(0.38))}C${n(x(-0.02))} ${n(y(0.26))} ${n(x(0.44))} ${n(y(0.14))} ${n(x(0.075))} ${n(y(0.02))}Z`;
  const fill = canvas.vertical(
    [
      [0, light.on("#9fd3e8", 0.4)],
      [0.5, light.on("#4ba3cf", 0.1)],
      [1, light.on("#2876ad")],
    ],
    horizon,
  );
  let ripples = "";
  for (let i = 0; i < 34; i++) {
    const share = chance.between(0.5, 1);
    const long = canvas.unit * 0.06 * share;
    ripples += `M${n(x(chance.between(0.16, 0.42)))} ${n(y(share))}q${n(long / 4)} ${n(-long * 0.12)} ${n(long / 2)} 0t${n(long / 2)} 0`;
  }
  return (
    stroke(left, light.on("#d9c79a", 0.1), canvas.unit * 0.03) +
    path(left + right, fill) +
    stroke(ripples, light.on("#f0faff"), canvas.unit * 0.003, 0.6)
  );
}

export const river: Setting = {
  name: "river",
  words: ["river", "stream", "brook", "creek", "riverbank", "riverside", "canal"],
  horizon: 0.5,
  holds: "standing",
  terrain: { top: "#7fb95a", side: "#7f6a4e", props: "trees" },
  back: (stage) => {
    const { canvas, horizon } = stage;
    return [
      backdrop(stage, stage.backdrop === "sea" ? "mountains" : stage.backdrop),
      row(stage, fir, horizon + canvas.height * 0.02, canvas.unit * 0.15, 20, 0.4),
      field(stage, "#9cc96a", "#559a4c") + stream(stage),
      row(stage, tree, horizon + canvas.height * 0.1, canvas.unit * 0.34, 4, 0.12, 0.66) +
        row(stage, bush, horizon + canvas.height * 0.16, canvas.unit * 0.05, 9, 0.1, 0.5) +
        stones(stage, 10, "#8b9099") +
        tufts(stage, "#3f7d3f", 40),
    ];
  },
  front: (stage) => verge(stage, "#3a7f3f", 90),
};
