import { signal } from "@preact/signals";
import { call } from "./api";
import { draft, edit } from "./draft";
import { tell } from "./notices";

/** Images that the agent is to work on: sent as soon as they are dropped, so that a request only names them. */
export interface Reference {
  readonly key: string;
  /** What to show of it. */
  readonly url: string;
  readonly name: string;
  readonly state: "sending" | "ready" | "failed";
  /** Of a file that was sent; without one it is an earlier picture. */
  readonly uploadId?: string;
  readonly imageId?: string;
  readonly problem?: string;
}

export const references = signal<readonly Reference[]>([]);

const MOST = 10;
const MOST_BYTES = 30 * 1_024 * 1_024;
const TYPES = ["image/png", "image/jpeg", "image/webp"];

/** Takes files in and sends them; what is no image that can be worked on is said at once. */
export function take(files: Iterable<File>): void {
  for (const file of files) {
    if (!TYPES.includes(file.type)) tell(`${file.name} is no PNG, JPEG or WebP.`, "bad");
    else if (file.size > MOST_BYTES) tell(`${file.name} has more than 30 MB.`, "bad");
    else if (references.value.length >= MOST) tell(`An agent works on ${MOST} images at most.`, "bad");
    else void send(file);
  }
}

/** Goes on from a picture that was made here. */
export function goOnFrom(imageId: string, url: string): void {
  const others = references.value.filter((reference) => reference.imageId === undefined);
  references.value = [{ key: imageId, url, name: "An earlier picture", state: "ready", imageId }, ...others];
  edit({ mode: "agent", ratio: "auto" });
}

export function drop(key: string): void {
  for (const { url } of references.value.filter((one) => one.key === key)) URL.revokeObjectURL(url);
  references.value = references.value.filter((one) => one.key !== key);
}

async function send(file: File): Promise<void> {
  const key = crypto.randomUUID();
  const added: Reference = { key, url: URL.createObjectURL(file), name: file.name, state: "sending" };
  references.value = [...references.value, added];
  if (draft.value.mode !== "agent") edit({ mode: "agent", ratio: "auto" });
  try {
    const { data } = await call<{ data: { upload_id: string } }>("POST", "/v1/uploads", {
      body: file,
      headers: { "content-type": file.type },
    });
    change(key, { state: "ready", uploadId: data.upload_id });
  } catch (error) {
    change(key, { state: "failed", problem: error instanceof Error ? error.message : "It could not be sent." });
  }
}

const change = (key: string, facts: Partial<Reference>): void =>
  void (references.value = references.value.map((one) => (one.key === key ? { ...one, ...facts } : one)));
