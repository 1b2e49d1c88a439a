import { box, circle, ellipse, n, path, polygon, stroke } from "../../paint/shapes";
import type { Stage } from "../setting";

/** What rooms are made of. */

export function wall(stage: Stage, top: string, low: string): string {
  const { canvas, light, horizon, sunX } = stage;
  return (
    canvas.sheet(
      canvas.vertical(
        [
          [0, light.on(top)],
          [1, light.on(low)],
        ],
        0,
        horizon,
      ),
      0,
      // Behind what stands before it: a table's edge may lie lower than the horizon.
      horizon + canvas.height * 0.04,
    ) +
    circle(
      sunX,
      horizon * 0.4,
      canvas.unit * 0.7,
      canvas.radial(sunX, horizon * 0.4, canvas.unit * 0.7, [
        [0, light.rim.colour, 0.28],
        [1, light.rim.colour, 0],
      ]),
    )
  );
}

/** A window with the hour behind it. */
export function window(stage: Stage, x: number, y: number, w: number, h: number, curtain?: string): string {
  const { canvas, light, chance } = stage;
  const outside = canvas.vertical(
    [
      [0, light.sky[0]],
      [0.6, light.sky[1]],
      [1, light.sky[2]],
    ],
    y,
    y + h,
  );
  const frame = light.on("#fbf6ec");
  const thick = canvas.unit * 0.014;
  let drawn = box(x, y, w, h, outside, { radius: 4 });
  if (light.dark)
    for (let i = 0; i < 9; i++)
      drawn += circle(
        x + w * chance.between(0.08, 0.92),
        y + h * chance.between(0.06, 0.6),
        canvas.unit * 0.0022,
        "#ffffff",
        0.85,
      );
  const [bx, by, r] = [x + w * 0.7, y + h * 0.26, w * 0.08];
  drawn += circle(bx, by, r, light.body.colour);
  drawn += path(
    `M${n(x)} ${n(y + h)}V${n(y + h * 0.76)}Q${n(x + w * 0.3)} ${n(y + h * 0.62)} ${n(x + w * 0.55)} ${n(y + h * 0.78)}T${n(x + w)} ${n(y + h * 0.74)}V${n(y + h)}Z`,
    light.dark ? "#1c2c4a" : "#86b27c",
  );
  drawn += stroke(
    `M${n(x)} ${n(y)}h${n(w)}v${n(h)}h${n(-w)}ZM${n(x + w / 2)} ${n(y)}v${n(h)}M${n(x)} ${n(y + h / 2)}h${n(w)}`,
    frame,
    thick,
  );
  drawn += box(x - thick * 1.5, y + h, w + thick * 3, thick * 1.4, frame);
  if (curtain === undefined) return drawn;
  const cloth = light.on(curtain);
  for (const side of [-1, 1]) {
    const outer = side === -1 ? x - w * 0.16 : x + w * 1.16;
    const inner = side === -1 ? x + w * 0.2 : x + w * 0.8;
    drawn += path(
      `M${n(outer)} ${n(y - thick * 2)}H${n(inner)}Q${n(inner - side * w * 0.02)} ${n(y + h * 0.55)} ${n(outer - side * w * 0.14)} ${n(y + h * 1.12)}L${n(outer + side * w * 0.02)} ${n(y + h * 1.12)}Z`,
      cloth,
    );
    drawn += stroke(
      `M${n((outer + inner) / 2)} ${n(y)}Q${n((outer + inner) / 2)} ${n(y + h * 0.5)} ${n(outer - side * w * 0.07)} ${n(y + h * 1.08)}`,
      light.shadow,
      thick * 0.4,
      0.25,
    );
  }
  return drawn + stroke(`M${n(x - w * 0.22)} ${n(y - thick * 2)}H${n(x + w * 1.22)}`, light.on("#8a5e3c"), thick * 0.8);
}

/** Books standing on a board, from x to x + wide. */
export function books({ canvas, light, chance }: Stage, x: number, y: number, wide: number, height: number): string {
  let drawn = "";
  for (let at = x + canvas.unit * 0.006; at < x + wide - canvas.unit * 0.03;) {
    const thick = canvas.unit * chance.between(0.012, 0.03);
    const tall = height * chance.between(0.62, 0.94);
    const colour = light.on(
      chance.pick(["#c8553d", "#2a6f97", "#e9c46a", "#588157", "#6d597a", "#8d3b4a", "#d8cbb0", "#3f5f7f"]),
    );
    drawn +=
      box(at, y - tall, thick, tall, colour) +
      box(at, y - tall * 0.82, thick, tall * 0.07, light.on("#f3e3b5"), { opacity: 0.75 });
    at += thick + (chance.maybe(0.08) ? canvas.unit * 0.03 : canvas.unit * 0.001);
  }
  return drawn;
}

export function shelf(stage: Stage, x: number, y: number, wide: number, rows: number, gap: number): string {
  let drawn = "";
  for (let i = 0; i < rows; i++) {
    const top = y + gap * i;
    drawn +=
      books(stage, x, top, wide, gap * 0.72) +
      box(
        x - stage.canvas.unit * 0.01,
        top,
        wide + stage.canvas.unit * 0.02,
        stage.canvas.unit * 0.014,
        stage.light.on("#7a4f31"),
      );
  }
  return drawn;
}

export function floorLamp(stage: Stage, x: number, foot: number, height: number): string {
  const { canvas, light } = stage;
  const top = foot - height;
  return (
    circle(
      x,
      top,
      height * 0.55,
      canvas.radial(x, top, height * 0.55, [
        [0, "#ffe3a8", light.dark ? 0.7 : 0.25],
        [1, "#ffe3a8", 0],
      ]),
    ) +
    stroke(`M${n(x)} ${n(foot)}V${n(top)}`, light.on("#5a4632"), height * 0.02) +
    ellipse(x, foot, height * 0.1, height * 0.02, light.on("#5a4632")) +
    polygon(
      [
        [x - height * 0.16, top + height * 0.1],
        [x - height * 0.09, top - height * 0.1],
        [x + height * 0.09, top - height * 0.1],
        [x + height * 0.16, top + height * 0.1],
      ],
      light.dark ? "#ffdf9a" : light.on("#f1dfb8"),
    )
  );
}

export const rug = ({ canvas, light }: Stage, y: number, colour: string): string =>
  ellipse(canvas.width / 2, y, canvas.unit * 0.46, canvas.unit * 0.07, light.on(colour)) +
  ellipse(canvas.width / 2, y, canvas.unit * 0.4, canvas.unit * 0.056, light.on("#f4e3c8"), 0.45) +
  ellipse(canvas.width / 2, y, canvas.unit * 0.37, canvas.unit * 0.05, light.on(colour));

/** A picture on the wall: hills and a sun, no more. */
export function framed({ light, chance }: Stage, x: number, y: number, w: number, h: number): string {
  const [sky, hill] = chance.pick([
    ["#cfe8ef", "#7fae8b"],
    ["#f7d9b8", "#c98b6b"],
    ["#d9d4ee", "#8d7fb3"],
  ]);
  return (
    box(x - w * 0.07, y - w * 0.07, w * 1.14, h + w * 0.14, light.on("#7a4f31")) +
    box(x, y, w, h, light.on(sky)) +
    circle(x + w * 0.68, y + h * 0.34, w * 0.1, light.on("#f6c65b")) +
    path(
      `M${n(x)} ${n(y + h)}V${n(y + h * 0.68)}Q${n(x + w * 0.3)} ${n(y + h * 0.42)} ${n(x + w * 0.55)} ${n(y + h * 0.72)}T${n(x + w)} ${n(y + h * 0.66)}V${n(y + h)}Z`,
      light.on(hill),
    )
  );
}

/** A table top across the picture, seen a little from above, on which things are placed. */
export function tableTop(stage: Stage, top: number, colour: string): string {
  const { canvas, light, chance } = stage;
  let drawn = canvas.sheet(
    canvas.vertical(
      [
        [0, light.on(colour, 0.12)],
        [1, light.on(colour)],
      ],
      top,
    ),
    top,
  );
  let grain = "";
  for (let i = 0; i < 22; i++) {
    const y = top + (canvas.height - top) * chance.next();
    const x = chance.between(-0.1, 0.8) * canvas.width;
    grain += `M${n(x)} ${n(y)}q${n(canvas.width * 0.15)} ${n(chance.between(-6, 6))} ${n(canvas.width * chance.between(0.2, 0.4))} 0`;
  }
  drawn += stroke(grain, light.shadow, canvas.unit * 0.002, 0.16);
  return drawn + canvas.sheet(light.on("#ffffff"), top, canvas.unit * 0.006, 0.35);
}
