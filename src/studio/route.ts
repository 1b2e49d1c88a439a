import { signal } from "@preact/signals";

/** Where in the studio one is: the part behind `#` of the address. */
export interface Route {
  readonly page: "create" | "chat" | "account";
  /** The job whose details are open, over the page that one came from. */
  readonly jobId?: string;
}

let behind: Route["page"] = "create";

export const route = signal<Route>(read());

addEventListener("hashchange", () => (route.value = read()));

export const go = (hash: string): void => void (location.hash = hash);

export const toJob = (id: string): string => `#/job/${id}`;
export const toPage = (page: Route["page"]): string => (page === "create" ? "#/" : `#/${page}`);

function read(): Route {
  const [, page = "", jobId = ""] = location.hash.split("/");
  if (page === "job" && jobId !== "") return { page: behind, jobId };
  behind = page === "chat" || page === "account" ? page : "create";
  return { page: behind };
}
