import { beams } from "./parts/air";
import { rock } from "./parts/ground";
import { part } from "../paint/part";
import { circle, ellipse, n, path, stroke } from "../paint/shapes";
import type { Setting, Stage } from "./setting";

function kelp({ canvas, light, chance }: Stage, x: number, tall: number, distance: number): string {
  const colour = light.on(chance.pick(["#2f9e72", "#3f8f5a", "#5aa86a"]), distance);
  const sway = canvas.unit * chance.between(-0.05, 0.05);
  const foot = canvas.height;
  let drawn = stroke(
    `M${n(x)} ${n(foot)}C${n(x + sway)} ${n(foot - tall * 0.35)} ${n(x - sway)} ${n(foot - tall * 0.7)} ${n(x + sway)} ${n(foot - tall)}`,
    colour,
    canvas.unit * 0.012,
  );
  for (let i = 1; i < 7; i++) {
    const y = foot - (tall * i) / 7;
    const side = i % 2 === 0 ? 1 : -1;
    drawn += path(
      `M${n(x)} ${n(y)}q${n(side * canvas.unit * 0.05)} ${n(-canvas.unit * 0.03)} ${n(side * canvas.unit * 0.06)} ${n(-canvas.unit * 0.07)}q${n(-side * canvas.unit * 0.05)} ${n(canvas.unit * 0.02)} ${n(-side * canvas.unit * 0.06)} ${n(canvas.unit * 0.07)}Z`,
      colour,
    );
  }
  return part("kelp", drawn, x, foot);
}

function coral({ light, chance }: Stage, x: number, foot: number, size: number): string {
  const colour = light.on(chance.pick(["#ff7f6a", "#f7a04b", "#e86aa6", "#b488eb", "#ffd166"]));
  if (chance.maybe(0.4)) {
    let fan = "";
    for (let i = -3; i <= 3; i++)
      fan += `M${n(x)} ${n(foot)}Q${n(x + i * size * 0.1)} ${n(foot - size * 0.5)} ${n(x + i * size * 0.24)} ${n(foot - size * (1 - Math.abs(i) * 0.1))}`;
    return stroke(fan, colour, size * 0.09);
  }
  let drawn = "";
  for (let i = 0; i < 6; i++)
    drawn +=
      circle(
        x + size * chance.between(-0.4, 0.4),
        foot - size * chance.between(0, 0.45),
        size * chance.between(0.14, 0.26),
        colour,
      ) +
      circle(
        x + size * chance.between(-0.3, 0.3),
        foot - size * chance.between(0.1, 0.5),
        size * 0.05,
        light.on("#ffffff"),
        0.5,
      );
  return drawn;
}

export const underwater: Setting = {
  name: "underwater",
  words: [
    "underwater",
    "reef",
    "seabed",
    "undersea",
    "aquarium",
    "deep sea",
    "coral reef",
    "ocean floor",
    "under the sea",
    "sea floor",
    "fish tank",
    "under water",
  ],
  horizon: 0,
  holds: "hovering",
  indoors: true,
  terrain: { top: "#d9c08a", side: "#3c7ea6", props: "rocks" },
  back: (stage) => {
    const { canvas, light, chance } = stage;
    const floor = canvas.height * 0.88;
    const sea = canvas.sheet(
      canvas.vertical([
        [0, light.on("#7fdcea")],
        [0.35, light.on("#2f9ec8")],
        [1, light.on("#0b3f70")],
      ]),
    );
    const rocks = Array.from({ length: 7 }, (_, i) =>
      rock(
        stage,
        canvas.width * ((i + chance.next()) / 7),
        floor + canvas.height * 0.05,
        canvas.unit * chance.between(0.18, 0.4),
        0.3,
        "#3a6f8f",
      ),
    ).join("");
    const near = Array.from({ length: 10 }, (_, i) =>
      coral(
        stage,
        canvas.width * ((i + chance.between(0.1, 0.9)) / 10),
        canvas.height * chance.between(0.93, 1),
        canvas.unit * chance.between(0.07, 0.15),
      ),
    ).join("");
    let bubbles = "";
    for (let i = 0; i < 34; i++) {
      const [x, y, r] = [
        chance.between(0, canvas.width),
        chance.between(0, canvas.height),
        canvas.unit * chance.between(0.003, 0.013),
      ];
      bubbles += circle(x, y, r, "#ffffff", 0.22) + circle(x - r * 0.3, y - r * 0.3, r * 0.3, "#ffffff", 0.8);
    }
    return [
      sea + beams(stage, 8, 0.22),
      rocks +
        Array.from({ length: 9 }, (_, i) =>
          kelp(stage, canvas.width * ((i + chance.next()) / 9), canvas.height * chance.between(0.2, 0.42), 0.3),
        ).join(""),
      ellipse(
        canvas.width / 2,
        canvas.height * 1.06,
        canvas.width * 0.9,
        canvas.height * 0.17,
        canvas.vertical(
          [
            [0, light.on("#ecd7a2", 0.1)],
            [1, light.on("#b58f5a")],
          ],
          floor,
          canvas.height,
        ),
      ),
      near + part("bubbles", bubbles),
    ];
  },
  front: (stage) =>
    kelp(stage, stage.canvas.width * 0.03, stage.canvas.height * 0.5, 0) +
    kelp(stage, stage.canvas.width * 0.97, stage.canvas.height * 0.42, 0),
};
