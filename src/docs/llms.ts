import { STATUS, AppError, type ErrorCode } from "../core/errors";
import { PRICES } from "../jobs/prices";
import { PLANS } from "../limits/plans";
import { routesAsText } from "./routes";

/** What an agent reads first (llmstxt.org): from nothing to a picture, and what it has to know on the way. */
export const guide = (origin: string): string => `# Edgel

> Makes pictures, short clips and edited photographs from words. A prompt goes in over REST, a permanent public URL comes out. An agent signs itself up; no person is needed. This server: ${origin}

## From nothing to a picture: three calls

\`\`\`sh
ACCOUNT=$(curl -s -X POST ${origin}/hq/account/agent/create -H 'Content-Type: application/json' -d '{"label":"my-agent"}')
TOKEN=$(printf '%s' "$ACCOUNT" | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
KEY=$(curl -s -X POST ${origin}/hq/account/create/key -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"name":"my-agent-key"}' | sed 's/.*"api_key":"\\([^"]*\\)".*/\\1/')
curl -s "${origin}/image/generate?wait=50" -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -H 'Idempotency-Key: my-first-picture' -d '{"prompt":"a red fox in the snow at dusk","aspect_ratio":"16:9"}'
\`\`\`

Keep \`MYAPI_API_KEY\`, \`MYAPI_ACCOUNT_ID\` and \`MYAPI_PIN\` in .env and in your memory, and look for them there before you create another account. The pin is the only way back into the account.

## What else it does

- A clip: \`POST /api/generate\` with \`{"type":"video","prompt":"…","duration":5}\`.
- An agent that works on photographs: \`POST /v2/image/agent\` with \`instructions\` and up to ten \`images\` (a form), or \`from\` with an earlier \`image_id\`.
- OpenAI's image API: base URL ${origin}/v1.
- Tools for agents over MCP: ${origin}/mcp (Streamable HTTP; \`create_account\` needs no key).

## What to know

- Every submit answers at once with a job. Add \`?wait=N\` (0 to 50 seconds) to have the result in the same answer; a job that takes longer goes on: that is no error.
- Any job of the account: \`GET /v1/jobs/{id}\`, as it happens \`GET /v1/jobs/{id}/stream\` (server-sent events; \`Last-Event-ID\` goes on where it broke off), afterwards with times \`GET /v1/jobs/{id}/events\`, or \`webhook_url\` with the submit (signed; \`GET /.well-known/webhooks/jwks.json\`).
- Send an \`Idempotency-Key\` with every submit: the same key and body is the same job for thirty days, charged once.
- What a model cannot honour is done without and told in \`warnings\`; \`"strict": true\` makes that a refusal.
- A job that fails costs nothing. Pictures stay at their URL until they are deleted.

## Limits and prices

| Plan | Submits a minute | Jobs open | Streams open | Images a day | Videos a day | Chats a day |
|---|---|---|---|---|---|---|
${Object.entries(PLANS).map(planRow).join("\n")}

The day's allowances count for \`/api/*\`; \`/image/*\`, \`/v1/*\` and \`/v2/*\` cost credits (cents): an image ${PRICES.image.credits}, a picture that an agent draws ${PRICES.agent.credits}, a second of video ${PRICES.video.credits}, a chat message ${PRICES.chat.credits}. What is left: \`GET /hq/account/limits\`, \`GET /hq/billing/balance\`. At 429 wait \`Retry-After\` seconds.

## More

- [Every route, with fields, answers and errors](${origin}/llms-full.txt)
- [The same as OpenAPI 3.1](${origin}/openapi.json)
- [Models and whether they are up](${origin}/models)
`;

/** All of it in one file. */
export const guideInFull = (origin: string, document: object): string =>
  [
    guide(origin),
    "# Errors",
    "`/hq`, `/image`: `{error, message, charged, retry}`. `/api`: `{error, code}`. `/v1/jobs`, `/v2`: `{data: null, errors: [{code, message, path}]}`. `/v1/images`: OpenAI's. The words differ; these are the reasons:",
    ["| Reason | Status | The same request again |", "|---|---|---|", ...errorRows()].join("\n"),
    "# Routes",
    routesAsText(document),
    "",
  ].join("\n\n");

const planRow = ([name, { submitsPerMinute, jobsInFlight, streams, perDay }]: [
  string,
  (typeof PLANS)["free" | "pro" | "enterprise"],
]): string =>
  `| ${[name, submitsPerMinute, jobsInFlight, streams, ...[perDay.images, perDay.videos, perDay.chats].map((most) => most ?? "no end")].join(" | ")} |`;

const AGAIN = { safe: "at once", after: "after `Retry-After` seconds", never: "not before something has changed" };

const errorRows = (): string[] =>
  Object.entries(STATUS).map(
    ([code, status]) => `| ${code} | ${status} | ${AGAIN[new AppError(code as ErrorCode, "").retry]} |`,
  );
