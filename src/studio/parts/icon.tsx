/** Line drawings on a grid of 24. */
const PATHS = {
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01",
  video: "M4 6h11v12H4zM15 10l5-3v10l-5-3",
  agent: "M6 18 17 7M15 4l1 2 2 1-2 1-1 2-1-2-2-1 2-1zM19 13l.6 1.4L21 15l-1.4.6L19 17l-.6-1.4L17 15l1.4-.6z",
  copy: "M9 9h10v11H9zM5 15V4h10",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  again: "M20 12a8 8 0 1 1-2.5-5.8M20 3v5h-5",
  reference: "M4 12h9M9 7l5 5-5 5M14 4h6v16h-6",
  remove: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  close: "M6 6l12 12M18 6 6 18",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  add: "M12 5v14M5 12h14",
  dice: "M5 5h14v14H5zM9 9h.01M15 9h.01M12 12h.01M9 15h.01M15 15h.01",
  code: "M9 7l-5 5 5 5M15 7l5 5-5 5",
  warning: "M12 4 2.5 20h19zM12 10v4M12 17h.01",
  theme: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  send: "M5 12h13M12 6l6 6-6 6",
  key: "M8 11.5a4 4 0 1 0 0 5M10.500 14H21v3M17 14v2",
  play: "M8 5.5v13l10-6.5z",
} as const;

export type IconName = keyof typeof PATHS;

/** Says nothing to those who listen: what it stands on has a name of its own. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
