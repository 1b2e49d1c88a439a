const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const TIME = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 1,
  hour12: false,
});

export const day = (iso: string): string => DAY.format(new Date(iso));
export const time = (iso: string): string => TIME.format(new Date(iso));

/** From one moment to another, for people. */
export function took(from: string | number, to: string | number): string {
  const seconds = Math.max(0, (new Date(to).getTime() - new Date(from).getTime()) / 1_000);
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

export const credits = (count: number): string => `${count} credit${count === 1 ? "" : "s"}`;

export const percent = (part: number): string => `${Math.round(part * 100)} %`;
