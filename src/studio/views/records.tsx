import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Event } from "../../dialects/tokenkit/schemas";
import { deliveriesOf, eventsOf, redeliver, type Delivery } from "../details";
import { day, time } from "../format";
import type { Job } from "../jobs";
import { attempt } from "../notices";
import { orderBehind } from "../order";
import { Code } from "../parts/code";

/** What is on record of a job; asked for when it is opened. */
export function Records({ job }: { job: Job }) {
  const order = orderBehind(job);
  return (
    <>
      <Folded<readonly Event[]> name="Timeline" load={() => eventsOf(job.id)}>
        {(events) => <Timeline events={events} />}
      </Folded>
      {order !== null && (
        <details class="record">
          <summary>As code</summary>
          <Code order={order} />
        </details>
      )}
      <Folded<readonly Delivery[]> name="Webhook deliveries" load={() => deliveriesOf(job.id)}>
        {(deliveries, set) => (
          <Deliveries deliveries={deliveries} onAgain={() => attempt(async () => set(await redeliver(job.id)))} />
        )}
      </Folded>
    </>
  );
}

interface FoldedProperties<T> {
  readonly name: string;
  readonly load: () => Promise<T>;
  readonly children: (found: T, set: (found: T) => void) => ComponentChildren;
}

function Folded<T>({ name, load, children }: FoldedProperties<T>) {
  const found = useSignal<T | null>(null);
  return (
    <details
      class="record"
      onToggle={(event) => {
        if (event.currentTarget.open) void attempt(async () => (found.value = await load()));
      }}
    >
      <summary>{name}</summary>
      {found.value === null ? <p class="hint">One moment…</p> : children(found.value, (now) => (found.value = now))}
    </details>
  );
}

const Timeline = ({ events }: { events: readonly Event[] }) => (
  <ol class="timeline">
    {events.map(({ id, at, status, note, preview_url: preview }) => (
      <li key={id}>
        <time dateTime={at}>{time(at)}</time>
        <span>
          {note ?? <strong>{status}</strong>}
          {preview !== undefined && <img src={preview} alt="" loading="lazy" />}
        </span>
      </li>
    ))}
  </ol>
);

const STATES = { due: "to be sent", delivered: "delivered", given_up: "given up" } as const;

const Deliveries = ({ deliveries, onAgain }: { deliveries: readonly Delivery[]; onAgain: () => void }) =>
  deliveries.length === 0 ? (
    <p class="hint">It had no webhook, or has not ended.</p>
  ) : (
    <ul class="deliveries">
      {deliveries.map(({ id, url, status, attempts, next_attempt_at: next }) => (
        <li key={id}>
          <p>
            <strong>{STATES[status]}</strong> to <code class="id">{url}</code>
            {next !== null && `, next at ${day(next)}`}
          </p>
          <ol class="timeline">
            {attempts.map(({ number, at, http_status: answer, error, duration_ms: ms }) => (
              <li key={number}>
                <time dateTime={at}>{time(at)}</time>
                <span>
                  {answer ?? error}, {ms} ms
                </span>
              </li>
            ))}
          </ol>
          <button type="button" class="button" disabled={status === "due"} onClick={onAgain}>
            Send again
          </button>
        </li>
      ))}
    </ul>
  );
