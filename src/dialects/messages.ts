import type { Job } from "../core/job";
import type { Services } from "../services";
import { toJobState } from "./agentname/words";
import { toImageJob } from "./myimage/words";
import { toMessage } from "./tokenkit/words";
import { outputsAt, type OutputsOf } from "./urls";

/** What a webhook carries: the job in the words of the API it came through, which is tried as long as that promises. */
type Write = (job: Job, outputsOf: OutputsOf) => object;

const WRITERS: Readonly<Record<string, Write>> = {
  myimage: (job, outputsOf) => toImageJob(job, (ended) => outputsOf(ended)[0]?.url ?? null),
  agentname: toJobState,
  tokenkit: toMessage,
};

export const messageOf =
  ({ pictureUrl, patientTokenKit }: Pick<Services, "pictureUrl" | "patientTokenKit">) =>
  (job: Job, origin: string) => {
    const write = WRITERS[job.dialect] ?? toMessage;
    const patience = job.dialect === "tokenkit" && !patientTokenKit ? ("short" as const) : ("long" as const);
    return { body: write(job, outputsAt(origin, pictureUrl)), patience };
  };
