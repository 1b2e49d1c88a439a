import { anySeed } from "../draft";
import { cancel, isOpen, remove, type Job, type Result } from "../jobs";
import { resultOf } from "../looks";
import { attempt, tell } from "../notices";
import { orderBehind } from "../order";
import { ConfirmButton } from "../parts/confirm-button";
import { CopyButton } from "../parts/copy-button";
import { Icon } from "../parts/icon";
import { goOnFrom } from "../references";
import { go } from "../route";
import { submit } from "../submit";

/** What can be done with a job. */
export function Actions({ job, onGone }: { job: Job; onGone: () => void }) {
  const result = resultOf(job);
  const order = orderBehind(job);
  async function again(): Promise<void> {
    if (order === null) return;
    const wanted = { ...order, body: { ...order.body, seed: Number(anySeed()) } };
    if (!(await attempt(() => submit(wanted)))) return;
    tell("Started, with another seed.");
    go("#/");
  }
  return (
    <div class="actions">
      {result !== null && <CopyButton text={result.url} what="URL" />}
      {result !== null && (
        <button type="button" class="button" onClick={() => void attempt(() => download(result))}>
          <Icon name="download" /> Download
        </button>
      )}
      {order !== null && !isOpen(job) && (
        <button type="button" class="button" onClick={() => void again()}>
          <Icon name="again" /> Another seed
        </button>
      )}
      {result !== null && result.media_type.startsWith("image/") && (
        <button
          type="button"
          class="button"
          onClick={() => {
            goOnFrom(result.image_id, result.url);
            go("#/");
          }}
        >
          <Icon name="reference" /> Use as reference
        </button>
      )}
      {isOpen(job) ? (
        <button type="button" class="button" onClick={() => void attempt(() => cancel(job.id))}>
          <Icon name="close" /> Cancel
        </button>
      ) : (
        result !== null && (
          <ConfirmButton
            sure="Delete for good"
            onConfirm={async () => {
              await remove(job.id);
              onGone();
            }}
          >
            <Icon name="remove" /> Delete
          </ConfirmButton>
        )
      )}
    </div>
  );
}

/** Under a name that says what it is, wherever it is served from. */
async function download({ url, image_id: id, media_type: type }: Result): Promise<void> {
  const file = await (await fetch(url)).blob();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${id}.${type.split("/")[1] ?? "bin"}`;
  link.click();
  URL.revokeObjectURL(link.href);
}
