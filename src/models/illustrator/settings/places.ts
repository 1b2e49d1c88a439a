import { circle, ellipse, n, polygon } from "../canvas";
import type { Setting, Stage } from "./setting";

/** Whether windows are lit: after the sun is gone. */
const isDark = ({ light }: Stage): boolean => light.body.kind === "moon";

function skyline(stage: Stage, count: number, height: number, distance: number): string {
  const { canvas, light, chance, horizon } = stage;
  const lit = isDark(stage);
  let drawn = "";
  for (let i = 0; i < count; i++) {
    const wide = (canvas.width / count) * chance.between(0.75, 1.15);
    const x = (canvas.width * i) / count;
    const tall = height * chance.between(0.45, 1);
    const top = horizon - tall;
    drawn += `<rect x="${n(x)}" y="${n(top)}" width="${n(wide)}" height="${n(tall + 4)}" fill="${light.on(chance.pick(["#56687f", "#6b7a90", "#4a5a73", "#7c7f95"]), distance)}"/>`;
    const cell = Math.max(7, wide / 5);
    for (let y = top + cell; y < horizon - cell; y += cell * 1.5) {
      for (let wx = x + cell * 0.6; wx < x + wide - cell * 0.7; wx += cell * 1.15) {
        if (chance.next() < 0.55) continue;
        const pane = lit ? "#ffd98a" : light.on("#cfe3f2", distance);
        drawn += `<rect x="${n(wx)}" y="${n(y)}" width="${n(cell * 0.55)}" height="${n(cell * 0.75)}" fill="${pane}" opacity="${lit ? 0.85 - distance : 0.55}"/>`;
      }
    }
  }
  return drawn;
}

export const city: Setting = {
  name: "city",
  words: [
    "city",
    "skyline",
    "street",
    "downtown",
    "urban",
    "town",
    "metropolis",
    "road",
    "skyscrapers",
    "cyberpunk",
    "tokyo",
    "new york",
  ],
  horizon: 0.64,
  holds: "standing",
  back: (stage) => {
    const { canvas, light, horizon } = stage;
    const road = canvas.vertical(
      [
        [0, light.on("#6d7480", 0.25)],
        [1, light.on("#3b4049")],
      ],
      horizon,
      canvas.height,
    );
    let drawn =
      skyline(stage, 14, canvas.height * 0.46, 0.55) +
      skyline(stage, 9, canvas.height * 0.34, 0.2) +
      canvas.rect(road, horizon, canvas.height - horizon);
    drawn += canvas.rect(light.on("#a9adb5"), horizon, canvas.height * 0.025);
    for (const [y, wide] of [
      [0.3, 0.035],
      [0.6, 0.06],
      [0.88, 0.09],
    ] as const) {
      const at = horizon + (canvas.height - horizon) * y;
      for (let x = -1; x < 7; x++)
        drawn += `<rect x="${n(canvas.width * (x / 6))}" y="${n(at)}" width="${n(canvas.width * wide)}" height="${n(canvas.unit * wide * 0.12)}" fill="${light.on("#f3e9c6")}" opacity="0.7"/>`;
    }
    return drawn;
  },
};

export const space: Setting = {
  name: "space",
  words: ["space", "galaxy", "cosmos", "universe", "orbit", "nebula", "planet", "planets", "mars", "outer space"],
  horizon: 0,
  holds: "hovering",
  indoors: true,
  back: ({ canvas, chance }) => {
    let drawn = canvas.rect(
      canvas.vertical([
        [0, "#070718"],
        [0.6, "#141033"],
        [1, "#2a1146"],
      ]),
    );
    for (const colour of ["#7b4dd6", "#d6458b", "#2c7be5"]) {
      const [x, y, r] = [
        chance.between(0, canvas.width),
        chance.between(0, canvas.height),
        canvas.unit * chance.between(0.4, 0.7),
      ];
      drawn += circle(
        x,
        y,
        r,
        canvas.radial(x, y, r, [
          [0, colour, 0.38],
          [1, colour, 0],
        ]),
      );
    }
    for (let i = 0; i < 320; i++)
      drawn += circle(
        chance.between(0, canvas.width),
        chance.between(0, canvas.height),
        canvas.unit * chance.between(0.0006, 0.0026),
        "#ffffff",
        chance.between(0.3, 1),
      );
    const [x, y, r] = [
      canvas.width * chance.between(0.12, 0.3),
      canvas.height * chance.between(0.16, 0.28),
      canvas.unit * 0.12,
    ];
    drawn += circle(
      x,
      y,
      r,
      canvas.radial(x - r * 0.4, y - r * 0.4, r * 1.7, [
        [0, "#ffd9a0"],
        [0.6, "#d9814f"],
        [1, "#5a2a4a"],
      ]),
    );
    drawn += `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(r * 1.8)}" ry="${n(r * 0.4)}" fill="none" stroke="#f4d9b0" stroke-width="${n(r * 0.12)}" opacity="0.75" transform="rotate(-18 ${n(x)} ${n(y)})"/>`;
    return drawn;
  },
};

export const room: Setting = {
  name: "room",
  words: [
    "room",
    "indoors",
    "inside",
    "kitchen",
    "bedroom",
    "living room",
    "office",
    "library",
    "table",
    "desk",
    "cafe",
    "restaurant",
    "house interior",
    "cosy",
    "cozy",
  ],
  horizon: 0.66,
  holds: "standing",
  indoors: true,
  lamps: true,
  back: (stage) => {
    const { canvas, light, horizon } = stage;
    const warm = isDark(stage) ? "#e8c79c" : "#f3e2c9";
    let drawn = canvas.rect(
      canvas.vertical(
        [
          [0, light.on(warm)],
          [1, light.on("#e6c8a4")],
        ],
        0,
        horizon,
      ),
      0,
      horizon,
    );
    drawn += canvas.rect(
      canvas.vertical(
        [
          [0, light.on("#a9754b")],
          [1, light.on("#7a4f31")],
        ],
        horizon,
      ),
      horizon,
      canvas.height - horizon,
    );
    drawn += canvas.rect(light.on("#8c5e3c"), horizon - canvas.height * 0.012, canvas.height * 0.022);
    const [x, y, w, h] = [canvas.width * 0.1, canvas.height * 0.12, canvas.unit * 0.32, canvas.unit * 0.36];
    const outside = canvas.vertical(
      [
        [0, light.sky[0]],
        [0.6, light.sky[1]],
        [1, light.sky[2]],
      ],
      y,
      y + h,
    );
    drawn += `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" rx="6" fill="${outside}" stroke="#ffffff" stroke-width="${n(canvas.unit * 0.016)}"/>`;
    drawn += `<path d="M${n(x + w / 2)} ${n(y)}v${n(h)}M${n(x)} ${n(y + h / 2)}h${n(w)}" stroke="#ffffff" stroke-width="${n(canvas.unit * 0.01)}"/>`;
    drawn += shelf(stage, canvas.width * 0.9 - canvas.unit * 0.26, canvas.height * 0.24);
    return (
      drawn + ellipse(canvas.width / 2, stage.ground, canvas.unit * 0.46, canvas.unit * 0.07, light.on("#b5533c"), 0.9)
    );
  },
};

function shelf({ canvas, light, chance }: Stage, x: number, y: number): string {
  let drawn = "";
  for (const dy of [0, 0.16]) {
    const top = y + canvas.unit * dy;
    for (let i = 0; i < 9; i++) {
      const tall = canvas.unit * chance.between(0.07, 0.11);
      drawn += `<rect x="${n(x + i * canvas.unit * 0.027)}" y="${n(top - tall)}" width="${n(canvas.unit * 0.024)}" height="${n(tall)}" fill="${light.on(chance.pick(["#c8553d", "#2a6f97", "#e9c46a", "#588157", "#6d597a"]))}"/>`;
    }
    drawn += `<rect x="${n(x - canvas.unit * 0.01)}" y="${n(top)}" width="${n(canvas.unit * 0.27)}" height="${n(canvas.unit * 0.014)}" fill="${light.on("#7a4f31")}"/>`;
  }
  return drawn;
}

/** Nothing but light on a curved backdrop: for subjects without a place. */
export const studio: Setting = {
  name: "studio",
  words: ["studio", "backdrop", "plain background", "white background", "isolated"],
  horizon: 0.7,
  holds: "standing",
  indoors: true,
  back: ({ canvas, light, chance, ground }) => {
    const [wall, floor] = chance.pick([
      ["#cfe3ee", "#a7c4d6"],
      ["#f4dccb", "#dfb59a"],
      ["#dfe8d2", "#b8caa0"],
      ["#e6dcf0", "#c3b1d8"],
      ["#fbeac2", "#e9c98a"],
    ]);
    const x = canvas.width / 2;
    return (
      canvas.rect(
        canvas.vertical([
          [0, light.on(wall)],
          [0.62, light.on(wall)],
          [0.8, light.on(floor)],
          [1, light.on(wall)],
        ]),
      ) +
      circle(
        x,
        ground * 0.62,
        canvas.unit * 0.62,
        canvas.radial(x, ground * 0.62, canvas.unit * 0.62, [
          [0, "#ffffff", 0.6],
          [1, "#ffffff", 0],
        ]),
      )
    );
  },
};

export const village: Setting = {
  name: "village",
  words: ["village", "castle grounds", "kingdom", "neighbourhood", "neighborhood", "suburb"],
  horizon: 0.6,
  holds: "standing",
  back: (stage) => {
    const { canvas, light, chance, horizon } = stage;
    const green = stage.snowy ? "#f2f7ff" : "#8fbf66";
    let drawn = "";
    for (let i = 0; i < 9; i++) {
      const wide = canvas.unit * chance.between(0.1, 0.15);
      const x = (canvas.width * (i + chance.between(0, 0.5))) / 9;
      const top = horizon - wide * chance.between(0.5, 0.7);
      drawn += `<rect x="${n(x)}" y="${n(top)}" width="${n(wide)}" height="${n(horizon - top + 6)}" fill="${light.on(chance.pick(["#f6e7cf", "#e9d3b4", "#f2dede"]), 0.25)}"/>`;
      drawn += polygon(
        [
          [x - wide * 0.1, top],
          [x + wide / 2, top - wide * 0.5],
          [x + wide * 1.1, top],
        ],
        light.on(stage.snowy ? "#f4f9ff" : chance.pick(["#b5533c", "#8a4b3a", "#6d6875"]), 0.25),
      );
      drawn += `<rect x="${n(x + wide * 0.38)}" y="${n(top + wide * 0.14)}" width="${n(wide * 0.24)}" height="${n(wide * 0.24)}" fill="${isDark(stage) ? "#ffd98a" : light.on("#7fa6c4", 0.2)}"/>`;
    }
    const lawn = canvas.vertical(
      [
        [0, light.on(green, 0.2)],
        [1, light.on(stage.snowy ? "#e3ecf8" : "#5d9a4a")],
      ],
      horizon,
    );
    return drawn + canvas.rect(lawn, horizon, canvas.height - horizon);
  },
};
