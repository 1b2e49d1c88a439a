import { credits, day } from "../format";
import { standing, type Meter } from "../standing";

/** What is left: credits, and of the day's allowances. */
export function Usage() {
  const now = standing.value;
  return (
    <section class="card usage" aria-labelledby="usage">
      <h2 id="usage">Usage</h2>
      <div class="balance">
        <strong>{now === null ? "–" : credits(now.credits)}</strong>
        <span class="hint">to spend; one is a US cent</span>
      </div>
      {now !== null && (
        <>
          <div class="meters">
            <Bar name="Images" meter={now.images} />
            <Bar name="Videos" meter={now.videos} />
            <Bar name="Chat messages" meter={now.chats} />
          </div>
          <p class="hint">
            The {now.plan} plan’s day, which begins anew at {day(now.resets_at)}. Images and agents of the studio are
            paid with credits, videos and chat by the plan.
          </p>
        </>
      )}
    </section>
  );
}

const Bar = ({ name, meter: { used, limit } }: { name: string; meter: Meter }) => (
  <div class="meter">
    <span>{name}</span>
    <span class="hint">{limit === null ? `${used}, no limit` : `${used} of ${limit}`}</span>
    <meter aria-label={name} value={used} max={limit ?? Math.max(1, used)} min={0} />
  </div>
);
