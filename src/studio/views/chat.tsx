import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { jobs } from "../jobs";
import { attempt } from "../notices";
import { Icon } from "../parts/icon";
import { answering, say, turns, type Turn } from "../talk";
import { Tile } from "./tile";

const IDEAS = [
  "Make me a picture of a lighthouse in a storm, 16:9",
  "A five second clip of a sailboat at sunset",
  "What is left of my plan today?",
];

/** The concierge makes things, too, and knows how they are doing. */
export function Chat() {
  const text = useSignal("");
  const end = useRef<HTMLDivElement>(null);
  const last = turns.value.at(-1)?.content;
  useEffect(() => end.current?.scrollIntoView({ block: "nearest" }), [last, turns.value.length]);

  async function send(message: string): Promise<void> {
    const said = message.trim();
    if (said === "" || answering.value) return;
    text.value = "";
    if (!(await attempt(() => say(said)))) text.value = said;
  }

  return (
    <section class="chat" aria-label="Chat">
      <h1 class="hidden">Chat</h1>
      <div class="turns" role="log" aria-live="polite">
        {turns.value.length === 0 && (
          <div class="empty">
            <h2>What shall we make?</h2>
            <ul class="ideas">
              {IDEAS.map((idea) => (
                <li key={idea}>
                  <button type="button" class="button" onClick={() => void send(idea)}>
                    {idea}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
        {turns.value.map((turn, index) => (
          <Said key={index} turn={turn} />
        ))}
        <div ref={end} />
      </div>
      <form
        class="chat-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send(text.value);
        }}
      >
        <textarea
          rows={1}
          aria-label="Message"
          placeholder="Say what you would like"
          maxLength={4_000}
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void send(text.value);
          }}
        />
        <button type="submit" class="button primary" aria-label="Send" disabled={answering.value}>
          <Icon name="send" />
        </button>
      </form>
    </section>
  );
}

function Said({ turn: { role, content, jobIds } }: { turn: Turn }) {
  const started = jobs.value.filter(({ id }) => jobIds.includes(id));
  return (
    <div class={`turn ${role}`}>
      <p class="hidden">{role === "user" ? "You" : "Concierge"}</p>
      <div class="turn-text">{content === "" ? <span class="dots" aria-label="Thinking" /> : content}</div>
      {started.length > 0 && (
        <ul class="tiles">
          {started.map((job) => (
            <Tile key={job.id} job={job} />
          ))}
        </ul>
      )}
    </div>
  );
}
