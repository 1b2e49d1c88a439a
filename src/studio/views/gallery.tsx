import { useEffect, useRef } from "preact/hooks";
import { jobs, loadMore, paging, shown } from "../jobs";
import { variables } from "../parts/style";
import { Tile } from "./tile";

/** Begins to load this long before the end comes into sight. */
const AHEAD = "800px";

/** All that the account has made, newest first; more comes while one scrolls. */
export function Gallery() {
  const end = useRef<HTMLDivElement>(null);
  const { value: state } = paging;
  useEffect(() => {
    const { current } = end;
    if (current === null || state !== "more") return;
    const watcher = new IntersectionObserver(([seen]) => seen?.isIntersecting && void loadMore(), {
      rootMargin: AHEAD,
    });
    watcher.observe(current);
    return () => watcher.disconnect();
  }, [state, jobs.value.length]);
  return (
    <section class="gallery" aria-label="What you have made">
      {shown.value.length === 0 && state === "end" && (
        <div class="empty">
          <p class="lead">Nothing here yet.</p>
          <p>Say what you want to see, and what comes of it stays here.</p>
        </div>
      )}
      <ul class="tiles">
        {shown.value.map((job) => (
          <Tile key={job.id} job={job} />
        ))}
        {state === "loading" && [1, 1.4, 0.8, 1.2].map((ratio) => <Waiting key={ratio} ratio={ratio} />)}
      </ul>
      <div ref={end} class="gallery-end">
        {state === "more" && (
          <button type="button" class="button" onClick={() => void loadMore()}>
            Load more
          </button>
        )}
        {state === "failed" && (
          <p>
            The list could not be loaded.{" "}
            <button type="button" class="button" onClick={() => void loadMore()}>
              Try again
            </button>
          </p>
        )}
      </div>
    </section>
  );
}

const Waiting = ({ ratio }: { ratio: number }) => (
  <li class="tile waiting" aria-hidden="true" style={variables({ "--ratio": ratio })} />
);
