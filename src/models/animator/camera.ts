import { createChance } from "../illustrator/paint/chance";
import type { Mover } from "./puppet";
import { posed, swing } from "./motions/turns";

/** How much larger than the frame the scene is shown: what the camera has left to move in. */
const ZOOM = 1.1;
const BREATH = 0.018;
/** The far side of the way the camera goes, as a share of the width: it never looks past the edge. */
const REACH = (ZOOM - BREATH - 1) / 2;
const PERIOD = 21;

/**
 * Parallax: a camera that goes slowly from side to side moves what is near further than what is far. Up, down and
 * closer all go together: where a wall ends and the floor begins, two layers meet.
 */
export const layer: Mover = ([depth = 0], { width, height, seed }) => {
  const side = createChance(seed, "camera").maybe(0.5) ? 1 : -1;
  const near = 0.2 + 0.8 * depth;
  return (body, time) => {
    // Five seconds from the start go through the middle, where the camera is quickest.
    const way = swing(time - 2.5, PERIOD);
    const zoom = ZOOM + BREATH * swing(time - 2.5, PERIOD * 1.3);
    return posed(body, [width / 2, height / 2], {
      dx: side * way * REACH * width * near,
      dy: swing(time, PERIOD * 0.8) * REACH * height * 0.3,
      wide: zoom,
      high: zoom,
    });
  };
};
