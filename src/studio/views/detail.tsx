import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { isOpen, jobs, load, shown, type Job } from "../jobs";
import { titleOf } from "../looks";
import { Icon } from "../parts/icon";
import { go, route, toJob, toPage } from "../route";
import { Actions } from "./actions";
import { Facts } from "./facts";
import { Records } from "./records";
import { Stage } from "./stage";

/** One job in full: what it made, how, for how much, and what can be done with it. */
export function Detail({ id }: { id: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const missing = useSignal<string | null>(null);
  const job = jobs.value.find((one) => one.id === id);
  const at = shown.value.findIndex((one) => one.id === id);
  const [before, after] = [shown.value[at - 1], at < 0 ? undefined : shown.value[at + 1]];

  useEffect(() => {
    dialog.current?.showModal();
    if (job === undefined) load(id).catch((error: Error) => (missing.value = error.message));
  }, []);

  function turn(event: KeyboardEvent): void {
    if (event.target instanceof HTMLElement && event.target.closest("pre, video, input, textarea, summary")) return;
    const next = event.key === "ArrowLeft" ? before : event.key === "ArrowRight" ? after : undefined;
    if (next !== undefined) go(toJob(next.id));
  }

  return (
    <dialog
      ref={dialog}
      class="detail"
      aria-label={job === undefined ? "One moment" : titleOf(job)}
      onClose={() => go(toPage(route.peek().page))}
      onKeyDown={turn}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div class="detail-frame">
        <nav class="detail-nav" aria-label="Pictures">
          <Turn to={before} name="Newer" icon="left" />
          <Turn to={after} name="Older" icon="right" />
          <button type="button" class="icon-button" aria-label="Close" onClick={() => dialog.current?.close()}>
            <Icon name="close" />
          </button>
        </nav>
        {job === undefined ? (
          <p class="lead">{missing.value ?? "One moment…"}</p>
        ) : (
          <>
            <Stage job={job} />
            <div class="detail-side">
              <h2>{titleOf(job)}</h2>
              <Actions job={job} onGone={() => dialog.current?.close()} />
              <Facts job={job} />
              <Records key={isOpen(job) ? "open" : "ended"} job={job} />
            </div>
          </>
        )}
      </div>
    </dialog>
  );
}

interface TurnProperties {
  readonly to: Job | undefined;
  readonly name: string;
  readonly icon: "left" | "right";
}

const Turn = ({ to, name, icon }: TurnProperties) => (
  <button
    type="button"
    class="icon-button"
    aria-label={name}
    title={name}
    disabled={to === undefined}
    onClick={() => to !== undefined && go(toJob(to.id))}
  >
    <Icon name={icon} />
  </button>
);
