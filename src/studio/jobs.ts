import { computed, signal } from "@preact/signals";
import type { JobData } from "../dialects/tokenkit/schemas";
import { ask, call } from "./api";
import { refused } from "./credentials";
import { follow, type Frame } from "./follow";

/** The account's jobs, newest first, as far as they have been asked for; those that are open are followed live. */

export type Job = JobData;
export type Result = NonNullable<Job["output"]>["results"][number];

/** What the stream has told of a job that is not done. */
export interface Live {
  readonly notes: readonly string[];
  readonly preview: string | null;
}

export const jobs = signal<readonly Job[]>([]);
export const live = signal<ReadonlyMap<string, Live>>(new Map());
/** Whether there is more to load, and how the last try went. */
export const paging = signal<"more" | "loading" | "end" | "failed">("more");

export const isOpen = (job: Job): boolean => job.status === "queued" || job.status === "processing";
export const open = computed(() => jobs.value.filter(isOpen));
/** What there is to see: all but those whose pictures were deleted, and those that never had one. */
export const shown = computed(() =>
  jobs.value.filter((job) => job.status !== "succeeded" || (job.output?.results.length ?? 0) > 0),
);
/** How many of the account's own jobs wait before this one. */
export const ahead = (job: Job): number =>
  open.value.filter((other) => other.status === "queued" && other.id < job.id).length;

const PAGE = 24;
/** A browser opens six connections to a server that speaks HTTP/1.1; the others are looked at by turns. */
const MOST_STREAMS = 3;
const LOOK_EVERY_MS = 2_500;

interface Answer<T> {
  readonly data: T;
}
let cursor: string | null = null;
let followed = new Set<string>();
/** Those whose streams the server has refused. */
let unheard = new Set<string>();
let leaving = new AbortController();

/** Forgets everything: another account, or none. */
export function forget(): void {
  leaving.abort();
  leaving = new AbortController();
  followed = new Set();
  unheard = new Set();
  cursor = null;
  jobs.value = [];
  live.value = new Map();
  paging.value = "more";
}

export async function loadMore(): Promise<void> {
  if (paging.value === "loading" || paging.value === "end") return;
  paging.value = "loading";
  const { signal } = leaving;
  try {
    const page = `/v1/jobs?limit=${PAGE}${cursor === null ? "" : `&cursor=${cursor}`}`;
    const { data } = await call<Answer<{ jobs: Job[]; next_cursor: string | null }>>("GET", page, { signal });
    cursor = data.next_cursor;
    put(...data.jobs);
    paging.value = cursor === null ? "end" : "more";
  } catch {
    if (!signal.aborted) paging.value = "failed";
  }
}

export async function load(id: string): Promise<Job> {
  const { data } = await call<Answer<Job>>("GET", `/v1/jobs/${id}`, { signal: leaving.signal });
  put(data);
  return data;
}

export async function cancel(id: string): Promise<void> {
  const { data } = await call<Answer<Job>>("POST", `/v1/jobs/${id}/cancel`);
  put(data);
}

/** Deletes what the job made, for good. */
export async function remove(id: string): Promise<void> {
  await ask("DELETE", `/image/jobs/${id}`);
  jobs.value = jobs.value.filter((job) => job.id !== id);
}

function put(...found: readonly Job[]): void {
  const known = new Map(jobs.value.map((job) => [job.id, job]));
  for (const job of found) {
    const before = known.get(job.id);
    // Answers may overtake each other: what has ended stays so.
    if (before === undefined || isOpen(before) || !isOpen(job)) known.set(job.id, job);
  }
  jobs.value = [...known.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
  for (const job of open.value) void watch(job.id);
}

async function watch(id: string): Promise<void> {
  if (followed.has(id) || unheard.has(id) || followed.size >= MOST_STREAMS) return;
  const { signal } = leaving;
  const mine = followed;
  mine.add(id);
  try {
    for await (const frame of follow(id, signal)) tell(id, frame);
    if (!signal.aborted) await load(id);
  } catch {
    unheard.add(id);
  }
  mine.delete(id);
  for (const job of open.value) void watch(job.id);
}

/** `https://…/i/img_….webp` at the end of a note is a small picture of what was made. */
const PREVIEW = /\s(https?:\/\/\S+\.webp)$/;

function tell(id: string, { event, data }: Frame): void {
  if (event === "status" && data === "processing") change(id, { status: "processing" });
  if (event !== "log") return;
  const { notes = [], preview = null } = live.value.get(id) ?? {};
  const [, picture = preview] = PREVIEW.exec(data) ?? [];
  const now = { notes: [...notes, data.replace(PREVIEW, "")], preview: picture };
  live.value = new Map(live.value).set(id, now);
  // The stream tells what was done, the job how much of it.
  void load(id).catch(() => {});
}

const change = (id: string, facts: Partial<Job>): void =>
  void (jobs.value = jobs.value.map((job) => (job.id === id && isOpen(job) ? { ...job, ...facts } : job)));

/** Those that no stream tells of are asked for. */
async function look(): Promise<void> {
  if (refused.value) return;
  const silent = open.value.filter(({ id }) => !followed.has(id)).slice(0, MOST_STREAMS);
  await Promise.all(silent.map(({ id }) => load(id).catch(() => {})));
}

setInterval(() => void look(), LOOK_EVERY_MS);
