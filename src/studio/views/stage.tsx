import { useSignal } from "@preact/signals";
import { clock } from "../clock";
import { percent, took } from "../format";
import { isOpen, live, type Job } from "../jobs";
import { blurOf, pictureOf, ratioOf, resultOf, titleOf } from "../looks";
import { Icon } from "../parts/icon";
import { Progress } from "../parts/progress";
import { variables } from "../parts/style";

/** The picture itself, or the clip; while it is made, how it is getting on. */
export function Stage({ job }: { job: Job }) {
  const blur = blurOf(job);
  const style = variables({ "--ratio": ratioOf(job), ...(blur === null ? {} : { "--blur": `url(${blur})` }) });
  return (
    <div class="stage">
      <div class="stage-frame" style={style}>
        {isOpen(job) ? <Making job={job} /> : <Made job={job} />}
      </div>
      <Steps job={job} />
    </div>
  );
}

function Made({ job }: { job: Job }) {
  const result = resultOf(job);
  if (result === null)
    return (
      <p class="stage-failed">
        <Icon name="warning" /> {job.error ?? "There is no picture of it any more."}
      </p>
    );
  const { url, media_type: type, width, height } = result;
  return type.startsWith("video/") ? (
    <video src={url} poster={pictureOf(job) ?? ""} width={width} height={height} controls loop playsInline />
  ) : (
    <img src={url} alt={titleOf(job)} width={width} height={height} />
  );
}

function Making({ job }: { job: Job }) {
  const { preview, notes } = live.value.get(job.id) ?? { preview: null, notes: [] };
  return (
    <div class="stage-making">
      {preview !== null && <img src={preview} alt="So far" />}
      <div class="stage-status">
        <p>
          <strong>{job.status === "queued" ? "In line" : "In the making"}</strong>{" "}
          {took(job.created_at, Math.max(clock.value, Date.parse(job.created_at)))}
          {job.progress > 0 && ` · ${percent(job.progress)}`}
        </p>
        <Progress part={job.progress > 0 ? job.progress : null} label="Progress" />
        <ol class="notes" aria-live="polite">
          {notes.map((note, index) => (
            <li key={index}>{note}</li>
          ))}
        </ol>
      </div>
    </div>
  );
}

/** What an agent made on its way. */
function Steps({ job }: { job: Job }) {
  const open = useSignal<string | null>(null);
  const steps = job.output?.steps ?? [];
  if (steps.length < 2) return null;
  const shown = steps.find(({ url }) => url === open.value);
  return (
    <div class="steps">
      <h3>On the way</h3>
      <ol>
        {steps.map(({ step, tool, url, preview_url: preview }) => (
          <li key={url}>
            <button
              type="button"
              aria-pressed={open.value === url}
              onClick={() => (open.value = open.value === url ? null : url)}
            >
              <img src={preview ?? url} alt="" loading="lazy" />
              <span>
                {step}. {tool}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {shown !== undefined && (
        <img class="step-shown" src={shown.url} alt={`Step ${shown.step}`} width={shown.width} height={shown.height} />
      )}
    </div>
  );
}
