import type { ComponentChildren } from "preact";
import { credits, day, took } from "../format";
import { isOpen, type Job } from "../jobs";
import { resultOf } from "../looks";
import { CopyButton } from "../parts/copy-button";
import { Icon } from "../parts/icon";

const KINDS = {
  image: "Image",
  video: "Video",
  image_agent: "Image agent",
  prompt_enhancer: "Prompt enhancer",
  character_image_sheet: "Character sheet",
} as const satisfies Record<Job["type"], string>;

/** How it was made, and what it cost. */
export function Facts({ job }: { job: Job }) {
  const { type, input, cost, warnings, output } = job;
  const result = resultOf(job);
  const seed = String(result?.seed ?? input["seed"] ?? "");
  return (
    <>
      {warnings.length > 0 && (
        <ul class="warnings" aria-label="Warnings">
          {warnings.map(({ parameter, message }) => (
            <li key={parameter}>
              <Icon name="warning" /> <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
      {output?.summary !== undefined && output.summary !== "" && <p class="summary">{output.summary}</p>}
      {output?.prompt !== undefined && <p class="summary">{output.prompt}</p>}
      <dl class="facts">
        <Fact name="Kind">{KINDS[type]}</Fact>
        {result !== null && <Fact name="Model">{result.model}</Fact>}
        <Fact name="Seed">
          <code>{seed}</code> <CopyButton text={seed} what="the seed" quiet />
        </Fact>
        {result !== null && (
          <Fact name="Size">
            {result.width} × {result.height}
            {result.duration !== undefined && `, ${result.duration} s`},{" "}
            {result.media_type.split("/")[1]?.toUpperCase()}
          </Fact>
        )}
        {typeof input["style"] === "string" && <Fact name="Style">{input["style"]}</Fact>}
        {typeof input["colors"] === "string" && <Fact name="Colours">{input["colors"]}</Fact>}
        <Fact name="Cost">{priceOf(cost)}</Fact>
        <Fact name="Made">
          {day(job.created_at)}
          {!isOpen(job) && `, in ${took(job.created_at, job.updated_at)}`}
        </Fact>
        <Fact name="Job">
          <code class="id">{job.id}</code> <CopyButton text={job.id} what="the job's id" quiet />
        </Fact>
      </dl>
    </>
  );
}

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function priceOf({ paid_by: payer, held, charged }: Job["cost"]): string {
  if (payer === "plan") return "in the plan";
  return charged === null ? `at most ${credits(held)}` : credits(charged);
}
