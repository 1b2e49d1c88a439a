import { circle, ellipse, polygon, n } from "../canvas";
import { bank, fir, grass, land, mountains, row, tree, water } from "./parts";
import type { Setting } from "./setting";

export const snowfield: Setting = {
  name: "snowfield",
  words: ["snow", "snowy", "snowfield", "winter", "icy", "arctic", "antarctica", "tundra", "frozen", "glacier"],
  horizon: 0.56,
  holds: "standing",
  back: (stage) =>
    mountains({ ...stage, snowy: true }, "#7d93b5", 3, stage.canvas.height * 0.24) +
    row(
      { ...stage, snowy: true },
      fir,
      stage.horizon + stage.canvas.height * 0.02,
      stage.canvas.unit * 0.13,
      22,
      0.45,
    ) +
    land(stage, "#f5f9ff", "#e6eef9") +
    row(
      { ...stage, snowy: true },
      fir,
      stage.horizon + stage.canvas.height * 0.09,
      stage.canvas.unit * 0.3,
      8,
      0.12,
      0.5,
    ),
  front: (stage) => bank(stage, "#ffffff"),
};

export const mountainside: Setting = {
  name: "mountains",
  words: ["mountain", "mountains", "alps", "peak", "peaks", "summit", "alpine", "highlands", "cliff", "landscape"],
  horizon: 0.6,
  holds: "standing",
  back: (stage) =>
    mountains(stage, "#62779a", 4, stage.canvas.height * 0.4) +
    row(stage, fir, stage.horizon + stage.canvas.height * 0.03, stage.canvas.unit * 0.12, 24, 0.4) +
    land(stage, stage.snowy ? "#f2f7ff" : "#86b06a", stage.snowy ? "#e3ecf8" : "#4f8a4d"),
  front: (stage) => (stage.snowy ? bank(stage, "#ffffff") : grass(stage, "#3c7440", 90)),
};

export const forest: Setting = {
  name: "forest",
  words: ["forest", "woods", "woodland", "jungle", "rainforest", "trees", "grove"],
  horizon: 0.58,
  holds: "standing",
  back: (stage) =>
    row(stage, fir, stage.horizon + stage.canvas.height * 0.01, stage.canvas.height * 0.3, 16, 0.6) +
    row(stage, fir, stage.horizon + stage.canvas.height * 0.05, stage.canvas.height * 0.42, 11, 0.35, 0.2) +
    land(stage, stage.snowy ? "#f2f7ff" : "#6f9b56", stage.snowy ? "#e3ecf8" : "#3d6b3c") +
    row(stage, fir, stage.horizon + stage.canvas.height * 0.16, stage.canvas.height * 0.66, 6, 0.05, 0.62),
  front: (stage) => (stage.snowy ? bank(stage, "#ffffff") : grass(stage, "#2c5a34", 120)),
};

export const meadow: Setting = {
  name: "meadow",
  words: [
    "meadow",
    "field",
    "fields",
    "grass",
    "grassland",
    "hill",
    "hills",
    "countryside",
    "farm",
    "garden",
    "park",
    "prairie",
    "savanna",
    "valley",
    "spring",
    "lawn",
  ],
  horizon: 0.58,
  holds: "standing",
  back: (stage) =>
    mountains({ ...stage, snowy: false }, "#7fa3a0", 2, stage.canvas.height * 0.13) +
    row(stage, tree, stage.horizon + stage.canvas.height * 0.015, stage.canvas.unit * 0.12, 12, 0.4) +
    land(stage, stage.snowy ? "#f2f7ff" : "#a8d06a", stage.snowy ? "#e3ecf8" : "#5ea34c") +
    row(stage, tree, stage.horizon + stage.canvas.height * 0.07, stage.canvas.unit * 0.32, 4, 0.1, 0.55) +
    flowers(stage),
  front: (stage) => (stage.snowy ? bank(stage, "#ffffff") : grass(stage, "#3f8a3c", 130)),
};

function flowers({ canvas, light, chance, horizon, snowy }: Parameters<Setting["back"]>[0]): string {
  if (snowy) return "";
  let drawn = "";
  for (let i = 0; i < 70; i++) {
    const y = horizon + (canvas.height - horizon) * chance.between(0.3, 1);
    const scale = (y - horizon) / (canvas.height - horizon);
    drawn += circle(
      chance.between(0, canvas.width),
      y,
      canvas.unit * 0.006 * (0.4 + scale),
      light.on(chance.pick(["#ffffff", "#ffe066", "#ff8fab", "#cdb4ff"])),
      0.9,
    );
  }
  return drawn;
}

export const beach: Setting = {
  name: "beach",
  words: ["beach", "shore", "coast", "seaside", "sand", "tropical", "island", "lagoon"],
  horizon: 0.5,
  holds: "standing",
  back: (stage) => {
    const { canvas, light, chance, horizon } = stage;
    const shore = horizon + (canvas.height - horizon) * 0.42;
    const left = chance.next() < 0.5;
    return (
      water(stage, horizon, shore + canvas.height * 0.06) +
      ellipse(
        canvas.width / 2,
        shore + canvas.height * 0.5,
        canvas.width * 0.95,
        canvas.height * 0.5,
        light.on("#ffffff"),
        0.55,
      ) +
      ellipse(
        canvas.width / 2,
        shore + canvas.height * 0.51,
        canvas.width * 0.95,
        canvas.height * 0.5,
        canvas.vertical(
          [
            [0, light.on("#f6e3b4")],
            [1, light.on("#e2bd7c")],
          ],
          shore,
          canvas.height,
        ),
      ) +
      palm(stage, canvas.width * (left ? 0.12 : 0.88), shore + canvas.height * 0.1, canvas.height * 0.42, left ? 1 : -1)
    );
  },
};

function palm(
  { light }: Parameters<Setting["back"]>[0],
  x: number,
  foot: number,
  height: number,
  lean: number,
): string {
  const top = foot - height;
  const crown = x + lean * height * 0.18;
  let drawn = `<path d="M${n(x - height * 0.03)} ${n(foot)}Q${n(x)} ${n(foot - height * 0.5)} ${n(crown - height * 0.012)} ${n(top)}L${n(crown + height * 0.018)} ${n(top)}Q${n(x + height * 0.06)} ${n(foot - height * 0.5)} ${n(x + height * 0.035)} ${n(foot)}Z" fill="${light.on("#8a6239")}"/>`;
  for (const [dx, dy] of [
    [-0.42, 0.05],
    [-0.3, -0.14],
    [-0.06, -0.2],
    [0.22, -0.16],
    [0.4, 0.03],
    [0.26, 0.16],
    [-0.26, 0.18],
  ] as const) {
    const tipX = crown + dx * height;
    const tipY = top + dy * height;
    drawn += `<path d="M${n(crown)} ${n(top)}Q${n((crown + tipX) / 2)} ${n(Math.min(top, tipY) - height * 0.12)} ${n(tipX)} ${n(tipY)}Q${n((crown + tipX) / 2)} ${n((top + tipY) / 2 - height * 0.02)} ${n(crown)} ${n(top)}Z" fill="${light.on("#3d8b4f")}"/>`;
  }
  return drawn;
}

export const openSea: Setting = {
  name: "open sea",
  words: ["sea", "ocean", "water", "waves", "lake", "river", "pond", "bay", "harbour", "harbor"],
  horizon: 0.52,
  holds: "floating",
  back: (stage) =>
    mountains({ ...stage, snowy: false }, "#7f9bb0", 1, stage.canvas.height * 0.07) +
    water(stage, stage.horizon, stage.canvas.height),
  front: (stage) => {
    const { canvas, light, chance, ground } = stage;
    let drawn = "";
    for (let i = 0; i < 7; i++) {
      drawn += ellipse(
        canvas.width * (0.5 + chance.between(-0.26, 0.26)),
        ground + chance.between(-0.004, 0.035) * canvas.height,
        canvas.unit * chance.between(0.06, 0.16),
        canvas.unit * 0.006,
        light.on("#e9f6ff", 0.1),
        0.65,
      );
    }
    return drawn;
  },
};

export const underwater: Setting = {
  name: "underwater",
  words: ["underwater", "reef", "seabed", "undersea", "aquarium", "deep sea"],
  horizon: 0,
  holds: "hovering",
  indoors: true,
  back: ({ canvas, light, chance }) => {
    let drawn = canvas.rect(
      canvas.vertical([
        [0, light.on("#5cc4dd")],
        [0.5, light.on("#1f7fb3")],
        [1, light.on("#0b3a66")],
      ]),
    );
    for (let i = 0; i < 6; i++) {
      const x = canvas.width * chance.between(-0.1, 1);
      drawn += polygon(
        [
          [x, 0],
          [x + canvas.width * 0.06, 0],
          [x + canvas.width * 0.2, canvas.height],
          [x - canvas.width * 0.06, canvas.height],
        ],
        "#ffffff",
        0.06,
      );
    }
    drawn += ellipse(
      canvas.width * 0.5,
      canvas.height * 1.02,
      canvas.width * 0.8,
      canvas.height * 0.16,
      light.on("#d9c08a", 0.25),
    );
    for (let i = 0; i < 16; i++) {
      const x = canvas.width * ((i + chance.between(0, 1)) / 16);
      const tall = canvas.height * chance.between(0.08, 0.24) * (Math.abs(x / canvas.width - 0.5) + 0.5);
      const colour = light.on(chance.pick(["#2f9e72", "#e76f51", "#f4a3b5", "#b388eb"]));
      drawn += `<path d="M${n(x)} ${n(canvas.height)}q${n(-tall * 0.25)} ${n(-tall * 0.5)} 0 ${n(-tall)}q${n(tall * 0.22)} ${n(tall * 0.5)} ${n(tall * 0.16)} ${n(tall)}Z" fill="${colour}"/>`;
    }
    for (let i = 0; i < 26; i++)
      drawn += circle(
        chance.between(0, canvas.width),
        chance.between(0, canvas.height),
        canvas.unit * chance.between(0.003, 0.012),
        "#ffffff",
        0.35,
      );
    return drawn;
  },
};

export const desert: Setting = {
  name: "desert",
  words: ["desert", "dune", "dunes", "sahara", "canyon"],
  horizon: 0.58,
  holds: "standing",
  back: (stage) =>
    mountains({ ...stage, snowy: false }, "#c58a5c", 2, stage.canvas.height * 0.12) + land(stage, "#f0c987", "#d9985a"),
  front: (stage) => bank(stage, "#e2a868"),
};
