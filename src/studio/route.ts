import { signal } from "@preact/signals";

/** Where in the studio one is: the part behind `#` of the address. */
export interface Route {
  readonly page: "create" | "chat" | "account";
  /** The job whose details are open. */
  readonly jobId?: string;
}

export const route = signal<Route>(read());

addEventListener("hashchange", () => (route.value = read()));

export const go = (hash: string): void => void (location.hash = hash);

export const toJob = (id: string): string => `#/job/${id}`;

function read(): Route {
  const [, page = "", id] = location.hash.split("/");
  if (page === "chat" || page === "account") return { page };
  return page === "job" && id !== undefined && id !== "" ? { page: "create", jobId: id } : { page: "create" };
}
