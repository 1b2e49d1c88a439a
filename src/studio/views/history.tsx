import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { listPayments, type Payment } from "../account";
import { day } from "../format";
import { jobs, type Job } from "../jobs";
import { titleOf } from "../looks";
import { attempt } from "../notices";
import { toJob } from "../route";

const KINDS = { grant: "Given", topup: "Paid in" } as const;

/** Credits that came, and those that went for what was made. */
export function History() {
  const payments = useSignal<readonly Payment[]>([]);
  useEffect(() => void attempt(async () => (payments.value = await listPayments())), []);
  const came = payments.value.map(({ kind, amount_cents: amount, created_at: at }) => ({
    at,
    what: KINDS[kind],
    amount,
    link: null,
  }));
  const went = jobs.value.filter(cost).map((job) => ({
    at: job.updated_at,
    what: titleOf(job),
    amount: -cost(job),
    link: toJob(job.id),
  }));
  const rows = [...came, ...went].toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <section class="card" aria-labelledby="history">
      <h2 id="history">Credits</h2>
      <div class="table" role="region" aria-label="Credits, one by one" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col" class="number">
                Credits
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ at, what, amount, link }) => (
              <tr key={`${at} ${what}`}>
                <td>{day(at)}</td>
                <td class="what">{link === null ? what : <a href={link}>{what}</a>}</td>
                <td class="number">{amount > 0 ? `+${amount}` : `−${-amount}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="hint">What was made is listed as far as the gallery has been loaded.</p>
    </section>
  );
}

const cost = (job: Job): number => job.cost.charged ?? 0;
