import { box, circle, n, path, stroke } from "../paint/shapes";
import { house } from "./parts/buildings";
import { backdrop } from "./parts/terrain";
import { wake, water } from "./parts/water";
import type { Setting, Stage } from "./setting";

function boat({ canvas, light, chance }: Stage, x: number, y: number, long: number, distance: number): string {
  const hull = light.on(chance.pick(["#c8553d", "#2f6690", "#f2e8cf", "#3d7a5f"]), distance);
  return (
    path(
      `M${n(x - long / 2)} ${n(y - long * 0.16)}H${n(x + long / 2)}L${n(x + long * 0.36)} ${n(y + long * 0.04)}H${n(x - long * 0.38)}Z`,
      hull,
    ) +
    stroke(
      `M${n(x)} ${n(y - long * 0.16)}V${n(y - long * 0.9)}M${n(x - long * 0.42)} ${n(y - long * 0.18)}L${n(x)} ${n(y - long * 0.88)}L${n(x + long * 0.44)} ${n(y - long * 0.18)}`,
      light.on("#5a4a3c", distance),
      canvas.unit * 0.003,
    ) +
    box(x - long * 0.2, y - long * 0.3, long * 0.26, long * 0.14, light.on("#f7f3ea", distance))
  );
}

export const harbour: Setting = {
  name: "harbour",
  words: ["harbour", "harbor", "port", "marina", "pier", "dock", "docks", "jetty", "fishing village", "venice"],
  horizon: 0.5,
  holds: "floating",
  ground: 0.8,
  terrain: { top: "#4f9cc4", side: "#8a6a48", props: "houses" },
  back: (stage) => {
    const { canvas, light, horizon, chance } = stage;
    let houses = "";
    for (let x = -canvas.unit * 0.05; x < canvas.width; x += canvas.unit * 0.135)
      houses += house(stage, x, horizon + canvas.height * 0.02, canvas.unit * chance.between(0.11, 0.14), 0.25);
    const quay = box(0, horizon + canvas.height * 0.015, canvas.width, canvas.height * 0.04, light.on("#9a8c7c", 0.15));
    let lights = "";
    if (light.dark)
      for (let i = 0; i < 12; i++)
        lights += circle(
          canvas.width * chance.next(),
          horizon + canvas.height * chance.between(0.06, 0.2),
          canvas.unit * 0.004,
          "#ffd98a",
          0.8,
        );
    return [
      backdrop(stage, stage.backdrop === "mountains" ? "mountains" : "hills"),
      houses,
      water(stage, horizon + canvas.height * 0.05, canvas.height) + quay + lights,
      [0.12, 0.32, 0.7, 0.9]
        .map((x) =>
          boat(
            stage,
            canvas.width * (x + chance.between(-0.04, 0.04)),
            horizon + canvas.height * chance.between(0.09, 0.15),
            canvas.unit * chance.between(0.1, 0.15),
            0.14,
          ),
        )
        .join(""),
    ];
  },
  front: (stage) => {
    const { canvas, light } = stage;
    let planks = "";
    for (let x = 0; x < canvas.width; x += canvas.unit * 0.07)
      planks += `M${n(x)} ${n(canvas.height * 0.945)}V${n(canvas.height)}`;
    const posts = [0.06, 0.5, 0.94]
      .map((x) =>
        box(canvas.width * x, canvas.height * 0.87, canvas.unit * 0.035, canvas.height * 0.14, light.on("#6b4e36"), {
          radius: 6,
        }),
      )
      .join("");
    return (
      wake(stage, 0.16) +
      posts +
      box(0, canvas.height * 0.945, canvas.width, canvas.height * 0.06, light.on("#94714f")) +
      stroke(planks, light.shadow, canvas.unit * 0.003, 0.3)
    );
  },
};
