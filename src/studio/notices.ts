import { signal } from "@preact/signals";

/** Something to be told in passing. */
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: "good" | "bad";
}

export const notices = signal<readonly Notice[]>([]);

const SHOWN_MS = 6_000;
let next = 0;

export function tell(text: string, tone: Notice["tone"] = "good"): void {
  const id = next++;
  notices.value = [...notices.value, { id, text, tone }];
  setTimeout(() => dismiss(id), SHOWN_MS);
}

export const dismiss = (id: number): void => void (notices.value = notices.value.filter((notice) => notice.id !== id));

/** Does it, and says so where it fails. Answers whether it went well. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    tell(error instanceof Error ? error.message : "That did not work.", "bad");
    return false;
  }
}

export async function copy(text: string, what: string): Promise<void> {
  await attempt(async () => {
    await navigator.clipboard.writeText(text);
    tell(`${what} copied.`);
  });
}
