import { credentials } from "../credentials";
import { Icon } from "../parts/icon";
import { route, toPage, type Route } from "../route";
import { standing } from "../standing";
import { theme, type Theme } from "../theme";

const PAGES = { create: "Create", chat: "Chat", account: "Account" } as const satisfies Record<Route["page"], string>;
const PAGE_NAMES = Object.keys(PAGES) as Route["page"][];

const NEXT = { auto: "light", light: "dark", dark: "auto" } as const satisfies Record<Theme, Theme>;

export function TopBar() {
  const known = credentials.value !== null;
  return (
    <header class="top-bar">
      <a class="wordmark" href="#/" aria-label="Edgel, the studio">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path class="mark-sun" d="M16 5a9 9 0 0 1 9 9H7a9 9 0 0 1 9-9z" />
          <path class="mark-sea" d="M4 17h24M7 22h18M11 27h10" />
        </svg>
        <span>Edgel</span>
      </a>
      <nav aria-label="Pages">
        {known &&
          PAGE_NAMES.map((page) => (
            <a key={page} href={toPage(page)} aria-current={route.value.page === page ? "page" : undefined}>
              {PAGES[page]}
            </a>
          ))}
        <a href="/docs">API</a>
      </nav>
      <div class="top-right">
        {known && (
          <a class="credits" href="#/account" title="Credits to spend">
            {standing.value?.credits ?? "–"}
            <span class="credits-unit"> credits</span>
          </a>
        )}
        <button
          type="button"
          class="quiet icon-button"
          aria-label={`Colours: ${theme.value}. Change to ${NEXT[theme.value]}`}
          title={`Colours: ${theme.value}`}
          onClick={() => (theme.value = NEXT[theme.value])}
        >
          <Icon name="theme" />
        </button>
      </div>
    </header>
  );
}
