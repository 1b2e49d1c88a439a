import { untracked, useSignalEffect } from "@preact/signals";
import { credentials, refused } from "./credentials";
import { forget, loadMore } from "./jobs";
import { loadModels } from "./models";
import { attempt } from "./notices";
import { route } from "./route";
import { refresh, standing } from "./standing";
import "./theme";
import { Account } from "./views/account";
import { Chat } from "./views/chat";
import { Create } from "./views/create";
import { Detail } from "./views/detail";
import { Lines } from "./views/lines";
import { TopBar } from "./views/top-bar";
import { Welcome } from "./views/welcome";

/** The studio: everything that it can do is done through the public API. */
export function App() {
  useSignalEffect(() => {
    if (credentials.value !== null && !refused.value) untracked(begin);
  });
  const isKnown = credentials.value !== null;
  const { page, jobId } = route.value;
  return (
    <>
      <TopBar />
      <Lines />
      <main id="main" tabIndex={-1}>
        {!isKnown && <Welcome />}
        {isKnown && page === "create" && <Create />}
        {isKnown && page === "chat" && <Chat />}
        {isKnown && page === "account" && <Account />}
      </main>
      {isKnown && jobId !== undefined && <Detail key={jobId} id={jobId} />}
    </>
  );
}

/** What is known of an account is asked for anew. */
function begin(): void {
  forget();
  standing.value = null;
  void attempt(loadModels);
  void loadMore();
  void refresh();
}
