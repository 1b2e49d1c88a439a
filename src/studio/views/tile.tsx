import { useSignal } from "@preact/signals";
import { clock } from "../clock";
import { ahead, cancel, isOpen, live, type Job } from "../jobs";
import { percent, took } from "../format";
import { attempt } from "../notices";
import { Icon, type IconName } from "../parts/icon";
import { Progress } from "../parts/progress";
import { variables } from "../parts/style";
import { blurOf, pictureOf, ratioOf, titleOf } from "../looks";
import { toJob } from "../route";

const KINDS: Readonly<Partial<Record<Job["type"], IconName>>> = { video: "video", image_agent: "agent" };

/** One job: its picture, how it is getting on, or why there is none. It has its shape from the beginning. */
export function Tile({ job }: { job: Job }) {
  const blur = blurOf(job);
  const kind = KINDS[job.type];
  return (
    <li
      class="tile"
      style={variables({ "--ratio": ratioOf(job), ...(blur === null ? {} : { "--blur": `url(${blur})` }) })}
      data-state={job.status}
    >
      <a href={toJob(job.id)} aria-label={`${titleOf(job)}: ${stateOf(job)}`}>
        {isOpen(job) ? <Making job={job} /> : <Made job={job} />}
        <span class="tile-title" aria-hidden="true">
          {kind !== undefined && <Icon name={kind} />} {titleOf(job)}
        </span>
      </a>
      {isOpen(job) && (
        <button type="button" class="button tile-cancel" onClick={() => void attempt(() => cancel(job.id))}>
          Cancel
        </button>
      )}
    </li>
  );
}

function Made({ job }: { job: Job }) {
  const seen = useSignal(false);
  const picture = pictureOf(job);
  if (job.status === "failed")
    return (
      <span class="tile-failed">
        <Icon name="warning" />
        {job.error}
      </span>
    );
  return picture === null ? null : (
    <>
      <img
        class={seen.value ? "seen" : ""}
        src={picture}
        alt=""
        loading="lazy"
        decoding="async"
        onLoad={() => (seen.value = true)}
      />
      {job.type === "video" && (
        <span class="tile-play" aria-hidden="true">
          <Icon name="play" />
        </span>
      )}
    </>
  );
}

function Making({ job }: { job: Job }) {
  const { preview, notes } = live.value.get(job.id) ?? { preview: null, notes: [] };
  const waiting = ahead(job);
  const isCounted = job.type !== "image" && job.progress > 0;
  return (
    <span class="tile-making">
      {preview !== null && <img class="seen" src={preview} alt="" />}
      <span class="tile-status">
        <span class="tile-line">
          <strong>{job.status === "queued" ? "In line" : "In the making"}</strong>
          <span>{took(job.created_at, Math.max(clock.value, Date.parse(job.created_at)))}</span>
        </span>
        <Progress part={isCounted ? job.progress : null} label="Progress" />
        <span class="tile-note">
          {job.status === "queued" && waiting > 0
            ? `${waiting} before it`
            : (notes.at(-1) ?? (isCounted ? percent(job.progress) : ""))}
        </span>
      </span>
    </span>
  );
}

const STATES = { queued: "in line", processing: "in the making", succeeded: "done", failed: "failed" } as const;
const stateOf = (job: Job): string => STATES[job.status];
