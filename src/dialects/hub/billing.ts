import { z } from "@hono/zod-openapi";
import { refusals } from "../bare-errors";
import { accountRoute, type DialectApp } from "../dialect";
import { answers, takes } from "../shapes";

/** An account's money. One credit is one US cent. */

const TAGS = ["Billing"];
/** From one dollar to ten thousand, in cents. */
const MIN_TOPUP_CENTS = 100;
const MAX_TOPUP_CENTS = 1_000_000;

const Balance = z
  .object({
    balance_cents: z.int(),
    balance_display: z.string().openapi({ example: "$10.00" }),
    has_payment_method: z.boolean(),
  })
  .openapi("Balance");

const balance = accountRoute({
  method: "get",
  path: "/hq/billing/balance",
  operationId: "getBalance",
  summary: "The balance",
  description: "What can be spent now; holds of running jobs are already taken off.",
  tags: TAGS,
  responses: {
    200: answers(Balance, "The balance."),
    ...refusals(401, 429, 503),
  },
});

const Payment = z
  .object({
    amount_cents: z.int(),
    status: z.literal("succeeded"),
    kind: z.enum(["grant", "topup"]),
    created_at: z.iso.datetime(),
  })
  .openapi("Payment");

const history = accountRoute({
  method: "get",
  path: "/hq/billing/history",
  operationId: "listPayments",
  summary: "Credits given and paid in, newest first",
  description: "Grants and top-ups. What jobs cost is in the balance.",
  tags: TAGS,
  responses: {
    200: answers(z.array(Payment), "The payments."),
    ...refusals(401, 429, 503),
  },
});

const topUp = accountRoute({
  method: "post",
  path: "/hq/billing/topup",
  operationId: "topUp",
  summary: "Top up with the saved card",
  description: "402 `payment_method_required` where this deployment takes no payments.",
  tags: TAGS,
  request: {
    body: takes(z.strictObject({ amount_cents: z.int().min(MIN_TOPUP_CENTS).max(MAX_TOPUP_CENTS) }).openapi("TopUp")),
  },
  responses: {
    200: answers(
      z.object({ new_balance_cents: z.int(), new_balance_display: z.string() }).openapi("NewBalance"),
      "The new balance.",
    ),
    ...refusals(400, 401, 402, 413, 415, 422, 503),
  },
});

const setUpPayment = accountRoute({
  method: "post",
  path: "/hq/billing/setup-payment",
  operationId: "setUpPayment",
  summary: "Save a card",
  description: "402 `payment_method_required` where this deployment takes no payments.",
  tags: TAGS,
  responses: {
    200: answers(z.object({ url: z.url() }).openapi("PaymentSetup"), "Where to go to save it."),
    ...refusals(401, 402, 503),
  },
});

export function billingRoutes(app: DialectApp): void {
  app.openapi(balance, async (c) => {
    const { available } = await c.var.services.billing.balance(c.var.principal.accountId);
    return c.json({ balance_cents: available, balance_display: display(available), has_payment_method: false }, 200);
  });
  app.openapi(history, async (c) => {
    const payments = await c.var.services.billing.history(c.var.principal.accountId);
    const rows = payments.map(({ kind, amount, at }) => ({
      amount_cents: amount,
      status: "succeeded" as const,
      kind,
      created_at: at.toISOString(),
    }));
    return c.json(rows, 200);
  });
  app.openapi(topUp, (c) => c.var.services.billing.requirePaymentMethod());
  app.openapi(setUpPayment, (c) => c.var.services.billing.requirePaymentMethod());
}

const display = (cents: number): string => `$${(cents / 100).toFixed(2)}`;
