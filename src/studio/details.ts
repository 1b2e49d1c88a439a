import type { Event } from "../dialects/tokenkit/schemas";
import { call } from "./api";

/** What the details of a job ask for beside the job. */

export interface Delivery {
  readonly id: string;
  readonly url: string;
  readonly status: "due" | "delivered" | "given_up";
  readonly next_attempt_at: string | null;
  readonly attempts: readonly {
    readonly number: number;
    readonly at: string;
    readonly duration_ms: number;
    readonly http_status: number | null;
    readonly error: string | null;
  }[];
}

export const eventsOf = async (id: string): Promise<readonly Event[]> =>
  (await call<{ data: Event[] }>("GET", `/v1/jobs/${id}/events`)).data;

export const deliveriesOf = async (id: string): Promise<readonly Delivery[]> =>
  (await call<{ data: Delivery[] }>("GET", `/v1/jobs/${id}/deliveries`)).data;

export const redeliver = async (id: string): Promise<readonly Delivery[]> =>
  (await call<{ data: Delivery[] }>("POST", `/v1/jobs/${id}/redeliver`)).data;
