import type { Form } from "./form";

/**
 * Bodies for animals whose drawing is a face alone: the face is the head of an animal that sits and looks at us.
 * Colours are the drawing's own, in daylight.
 */

interface Figure {
  readonly fur: string;
  readonly chest: string;
  readonly paws: string;
  readonly tail: { readonly shape: "bushy" | "tufted" | "round" | "none"; readonly tip: string };
}

const FIGURES: Readonly<Record<string, Figure>> = {
  fox: { fur: "#ff822d", chest: "#ffdea7", paws: "#3a2a26", tail: { shape: "bushy", tip: "#fff3dd" } },
  wolf: { fur: "#9b9b9b", chest: "#e6e6e6", paws: "#6f6f6f", tail: { shape: "bushy", tip: "#636363" } },
  bear: { fur: "#a56953", chest: "#d3a07f", paws: "#7d4533", tail: { shape: "none", tip: "#a56953" } },
  "polar-bear": { fur: "#f4f4f4", chest: "#ffffff", paws: "#d3d3d3", tail: { shape: "round", tip: "#ffffff" } },
  panda: { fur: "#f4f4f4", chest: "#ffffff", paws: "#433b6b", tail: { shape: "round", tip: "#f4f4f4" } },
  lion: { fur: "#f9c23c", chest: "#ffe5a6", paws: "#d3883e", tail: { shape: "tufted", tip: "#6d4534" } },
  koala: { fur: "#9b9b9b", chest: "#e6e6e6", paws: "#636363", tail: { shape: "none", tip: "#9b9b9b" } },
  raccoon: { fur: "#8b8b8b", chest: "#d8d8d8", paws: "#3f3f3f", tail: { shape: "bushy", tip: "#3f3f3f" } },
  frog: { fur: "#7bb661", chest: "#d9efb0", paws: "#5c9848", tail: { shape: "none", tip: "#7bb661" } },
  unicorn: { fur: "#f4f4f4", chest: "#ffffff", paws: "#c9a7d8", tail: { shape: "bushy", tip: "#e9a8d9" } },
  moose: { fur: "#8c5543", chest: "#b9826a", paws: "#5f382c", tail: { shape: "none", tip: "#8c5543" } },
  boar: { fur: "#8a5d4e", chest: "#a97a66", paws: "#4f342c", tail: { shape: "none", tip: "#8a5d4e" } },
  hamster: { fur: "#f3ad61", chest: "#fff3dd", paws: "#f9a6a6", tail: { shape: "none", tip: "#f3ad61" } },
};

/** A seated figure around a face, `face` being SVG in a 32 × 32 box; nothing for drawings that have a body. */
export function seated(icon: string, face: string): Form | undefined {
  const figure = FIGURES[icon];
  if (figure === undefined) return undefined;
  const { fur, chest, paws } = figure;
  const dark = `<path d="M9 44c-1-10 2-17 7-17s8 7 7 17z" fill="#000000" fill-opacity="0.12"/>`;
  return {
    box: [1, 0, figure.tail.shape === "none" || figure.tail.shape === "round" ? 31 : 37, 47.5],
    main: fur,
    face: 0.32,
    body:
      tailOf(figure) +
      `<ellipse cx="9.2" cy="40.5" rx="5.4" ry="6.2" fill="${fur}"/><ellipse cx="22.8" cy="40.5" rx="5.4" ry="6.2" fill="${fur}"/>` +
      `<path d="M6.6 44c-.6-11.500 2.800-19 9.400-19s10 7.500 9.400 19c-.1 1.700-18.700 1.700-18.800 0z" fill="${fur}"/>` +
      `<path d="M10.300 33c.3-6 2.600-8.500 5.700-8.500s5.400 2.500 5.700 8.500c.1 4-2.500 7.500-5.700 7.500s-5.800-3.500-5.700-7.500z" fill="${chest}"/>` +
      dark +
      `<path d="M10.800 34c1.600-.6 3.400-.6 4.300 0 .6 3.500.5 7.500.2 10.500h-4.600c-.5-3.500-.5-7 .1-10.500zM21.200 34c-1.600-.6-3.400-.6-4.300 0-.6 3.500-.5 7.500-.2 10.500h4.600c.5-3.500.5-7-.1-10.500z" fill="${fur}"/>` +
      `<ellipse cx="12.800" cy="45" rx="3.100" ry="2" fill="${paws}"/><ellipse cx="19.200" cy="45" rx="3.100" ry="2" fill="${paws}"/>` +
      `<ellipse cx="6.800" cy="45.400" rx="3.400" ry="1.600" fill="${paws}"/><ellipse cx="25.200" cy="45.400" rx="3.400" ry="1.600" fill="${paws}"/>` +
      face,
  };
}

function tailOf({ fur, tail }: Figure): string {
  switch (tail.shape) {
    case "bushy":
      return (
        `<path d="M22 44c6 2 12-1 13.500-7 1.200-5-.8-9.500-3-12-.6 4-2.200 6-4.500 8-3 2.600-6 4-6 11z" fill="${fur}"/>` +
        `<path d="M32.500 25c2.200 2.500 3.600 6 3.200 10.200-1.700-.2-2.400-1.600-3.400-1.300-1 .3-1.600 1.700-3 1-.6-.3-.9-.9-1.300-1.900 2.300-2 3.900-4 4.500-8z" fill="${tail.tip}"/>`
      );
    case "tufted":
      return `<path d="M23 44c6 0 10-2 10-9" fill="none" stroke="${fur}" stroke-width="2.200" stroke-linecap="round"/><ellipse cx="33" cy="33" rx="2.200" ry="3.400" fill="${tail.tip}"/>`;
    case "round":
      return `<circle cx="26.500" cy="41" r="2.600" fill="${tail.tip}"/>`;
    case "none":
      return "";
  }
}
