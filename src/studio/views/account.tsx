import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { rotateWebhookSecret, webhookSecret, type Secret } from "../account";
import { credentials, keep } from "../credentials";
import { day } from "../format";
import { forget } from "../jobs";
import { attempt } from "../notices";
import { ConfirmButton } from "../parts/confirm-button";
import { CopyButton } from "../parts/copy-button";
import { asEnvironment } from "../session";
import { refresh } from "../standing";
import { History } from "./history";
import { Keys } from "./keys";
import { SecretFact } from "./secret-fact";
import { Usage } from "./usage";

export function Account() {
  useEffect(() => void refresh(), []);
  return (
    <div class="account">
      <h1>Account</h1>
      <Usage />
      <Credentials />
      <Keys />
      <Webhooks />
      <History />
    </div>
  );
}

/** What gets one back in: to be copied out of the browser once, and kept. */
function Credentials() {
  const { apiKey = "", accountId, pin } = credentials.value ?? {};
  return (
    <section class="card" aria-labelledby="credentials">
      <h2 id="credentials">Credentials</h2>
      <p>
        They are kept in this browser alone. Copy them somewhere safe: the pin is the only way back into the account
        once the browser forgets.
      </p>
      <dl class="facts">
        {accountId !== undefined && <SecretFact name="Account" value={accountId} open />}
        <SecretFact name="API key" value={apiKey} />
        {pin !== undefined && <SecretFact name="Pin" value={pin} />}
      </dl>
      <div class="actions">
        <CopyButton text={asEnvironment()} what="all as .env" />
        <ConfirmButton
          sure={pin === undefined ? "Forget the key" : "Forget key and pin"}
          onConfirm={async () => {
            keep(null);
            forget();
          }}
        >
          Forget on this device
        </ConfirmButton>
      </div>
    </section>
  );
}

function Webhooks() {
  const secret = useSignal<Secret | null>(null);
  useEffect(() => void attempt(async () => (secret.value = await webhookSecret())), []);
  const until = secret.value?.previous_until ?? null;
  return (
    <section class="card" aria-labelledby="webhooks">
      <h2 id="webhooks">Webhooks</h2>
      <p>
        Deliveries are signed (Standard Webhooks): verify them with this secret. What became of each is among a job’s
        details.
      </p>
      <dl class="facts">
        <SecretFact name="Secret" value={secret.value?.secret ?? ""} />
      </dl>
      {until !== null && <p class="hint">The one before it signs as well until {day(until)}.</p>}
      <div class="actions">
        <ConfirmButton sure="Replace it" onConfirm={async () => (secret.value = await rotateWebhookSecret())}>
          New secret
        </ConfirmButton>
      </div>
    </section>
  );
}
