import { motes } from "./parts/air";
import { stones } from "./parts/ground";
import { part } from "../paint/part";
import { circle, ellipse, n, path, polygon, stroke } from "../paint/shapes";
import { bank, plain } from "./parts/terrain";
import type { Setting, Stage } from "./setting";

function cone({ canvas, light, chance, horizon, sunX }: Stage): string {
  const x = canvas.width * (sunX > canvas.width / 2 ? 0.4 : 0.6);
  const [tall, half, crater] = [
    canvas.height * 0.4,
    Math.max(canvas.unit * 0.5, canvas.width * 0.34),
    canvas.unit * 0.1,
  ];
  const top = horizon - tall;
  let smoke = "";
  for (let i = 0; i < 16; i++) {
    const share = i / 16;
    smoke += circle(
      x + Math.sin(i * 1.7) * canvas.unit * 0.05 + share * canvas.unit * 0.16,
      top - canvas.height * 0.36 * share,
      canvas.unit * (0.05 + 0.09 * share) * chance.between(0.8, 1.1),
      light.on(i % 2 === 0 ? "#5a5460" : "#77707c", 0.12 + share * 0.25),
      0.85 - share * 0.4,
    );
  }
  let rivers = "";
  for (const [dx, reach, sway] of [
    [-0.4, 0.92, -0.3],
    [0.1, 0.78, 0.16],
    [0.6, 1, 0.42],
  ] as const)
    rivers += `M${n(x + dx * crater)} ${n(top + canvas.height * 0.012)}C${n(x + (dx + sway) * crater)} ${n(top + tall * 0.3)} ${n(x + dx * crater + sway * half * 0.3)} ${n(top + tall * 0.5)} ${n(x + sway * half * 0.9)} ${n(top + tall * reach)}`;
  const body = canvas.vertical(
    [
      [0, light.on("#5b4a4f")],
      [1, light.on("#7d6a66", 0.3)],
    ],
    top,
    horizon,
  );
  const glow = canvas.radial(x, top, canvas.unit * 0.36, [
    [0, "#ff7a2f", 0.75],
    [1, "#ff7a2f", 0],
  ]);
  let sparks = "";
  for (let i = 0; i < 26; i++) {
    const angle = chance.between(-2.6, -0.55);
    const far = canvas.unit * chance.between(0.06, 0.3);
    sparks += circle(
      x + Math.cos(angle) * far,
      top + Math.sin(angle) * far * 0.9,
      canvas.unit * chance.between(0.003, 0.008),
      chance.pick(["#ffd166", "#ff8c42", "#ff5a36"]),
    );
  }
  return (
    part("smoke", smoke, x, top) +
    circle(x, top, canvas.unit * 0.36, glow) +
    path(
      `M${n(x - half)} ${n(horizon + 6)}Q${n(x - half * 0.4)} ${n(horizon - tall * 0.3)} ${n(x - crater)} ${n(top)}H${n(x + crater)}Q${n(x + half * 0.4)} ${n(horizon - tall * 0.3)} ${n(x + half)} ${n(horizon + 6)}Z`,
      body,
    ) +
    polygon(
      [
        [x + crater * 0.3, top],
        [x + crater, top],
        [x + half * 0.42, horizon - tall * 0.36],
        [x + half, horizon + 6],
        [x + half * 0.3, horizon + 6],
      ],
      light.shadow,
      0.3,
    ) +
    stroke(rivers, "#d9381e", canvas.unit * 0.028) +
    stroke(rivers, "#ff8c2f", canvas.unit * 0.015) +
    stroke(rivers, "#ffe08a", canvas.unit * 0.005) +
    ellipse(x, top, crater, crater * 0.24, "#ffb347") +
    part("sparks", sparks, x, top)
  );
}

export const volcano: Setting = {
  name: "volcano",
  words: ["volcano", "lava", "eruption", "erupting volcano", "volcanic", "magma", "hell"],
  horizon: 0.62,
  holds: "standing",
  hour: "dusk",
  terrain: { top: "#5b4f52", side: "#b8401f", props: "rocks" },
  back: (stage) => {
    const { canvas, light, horizon, chance } = stage;
    let cracks = "";
    for (let i = 0; i < 9; i++) {
      const x = canvas.width * chance.between(0, 1);
      const y = horizon + (canvas.height - horizon) * chance.between(0.15, 0.9);
      cracks += `M${n(x)} ${n(y)}l${n(canvas.unit * 0.06)} ${n(canvas.unit * 0.015)}l${n(canvas.unit * 0.05)} ${n(-canvas.unit * 0.01)}l${n(canvas.unit * 0.07)} ${n(canvas.unit * 0.02)}`;
    }
    return [
      cone(stage),
      plain(stage, "#6b5a5c", "#3c3236") +
        stroke(cracks, "#ff6a2a", canvas.unit * 0.007, 0.9) +
        stroke(cracks, "#ffd27a", canvas.unit * 0.0025),
      stones(stage, 18, "#4a4145"),
      light.dark ? motes(stage, 22, "#ffb05a", 0.0028) : "",
    ];
  },
  front: (stage) => bank({ ...stage, snowy: false }, "#3c3236"),
};
