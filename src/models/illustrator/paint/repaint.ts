import { hueApart, seen, shown, type Recolour } from "./colour";

/** Below this, a colour is a grey to the eye. */
const GREY = 0.045;
/** Colours this far apart in hue still belong to one surface: its light and its shade. */
const FAMILY = 42;

/** Paints the surface that has the drawing's main colour in another, with its lights and shades; or leaves it. */
export function repaint(main: string, colour: string | undefined): Recolour {
  if (colour === undefined) return (hex) => hex;
  const from = seen(main);
  const to = seen(colour);
  // "A red fox" is a fox; a colour near its own only leans that way.
  const close = from.c > GREY && to.c > GREY && hueApart(from.h, to.h) < 34;
  const share = close ? 0.45 : 1;
  return (hex) => {
    const look = seen(hex);
    const grey = from.c <= GREY;
    const belongs = grey
      ? look.c < 0.07 && Math.abs(look.l - from.l) < 0.36
      : look.c > GREY * 0.8 && hueApart(look.h, from.h) < FAMILY && Math.abs(look.l - from.l) < 0.42;
    if (!belongs) return hex;
    const l = to.l + (look.l - from.l) * 0.75;
    const c = to.c * (grey ? 1 : Math.min(1.25, Math.max(0.45, look.c / Math.max(from.c, 0.01))));
    if (share === 1) return shown({ l, c, h: to.h });
    return shown({
      l: look.l + (l - look.l) * share,
      c: look.c + (c - look.c) * share,
      h: look.h + (((to.h - look.h + 540) % 360) - 180) * share,
    });
  };
}
