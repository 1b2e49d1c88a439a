import { z } from "@hono/zod-openapi";
import type { Account } from "../../accounts/accounts";
import { refusals } from "../bare-errors";
import { accountRoute, keyRoute, openRoute, type DialectApp, type DialectContext } from "../dialect";
import { answers, takes } from "../shapes";

/** Accounts: made by agents in one call, adopted by a human's account. */

const TAGS = ["Accounts"];

const Pin = z
  .string()
  .min(1, "The pin is needed.")
  .max(200)
  .openapi({ description: "The account's permanent backup secret." });

const create = openRoute({
  method: "post",
  path: "/hq/account/agent/create",
  operationId: "createAgentAccount",
  summary: "Create an agent account",
  description: "One call, no human, no e-mail. The pin is shown this once and recovers the account for good.",
  tags: TAGS,
  request: {
    body: {
      content: {
        "application/json": {
          schema: z.strictObject({ label: z.string().trim().max(100).optional() }).openapi("CreateAgent"),
        },
      },
    },
  },
  responses: {
    201: answers(
      z.object({ account_id: z.string(), pin: z.string(), token: z.string() }).openapi("AgentAccount"),
      "The account, its pin, and a token for the next hour.",
    ),
    ...refusals(400, 413, 415, 422, 429, 503),
  },
});

const recover = openRoute({
  method: "post",
  path: "/hq/account/agent/token",
  operationId: "recoverToken",
  summary: "Get a fresh token with the pin",
  description: "For an agent that lost its key: the pin proves the account, the token makes a new key.",
  tags: TAGS,
  request: {
    body: takes(z.strictObject({ account_id: z.string().max(200).optional(), pin: Pin }).openapi("RecoverToken")),
  },
  responses: {
    200: answers(z.object({ token: z.string() }).openapi("AccountToken"), "A token for the next hour."),
    ...refusals(400, 401, 413, 415, 422, 429, 503),
  },
});

const AccountBody = z
  .object({
    id: z.string(),
    label: z.string().nullable(),
    plan: z.enum(["free", "pro", "enterprise"]),
    created_at: z.iso.datetime(),
  })
  .openapi("Account");

const show = accountRoute({
  method: "get",
  path: "/hq/account",
  operationId: "getAccount",
  summary: "The account",
  description: "The account the credential belongs to.",
  tags: TAGS,
  responses: { 200: answers(AccountBody, "The account."), ...refusals(401, 429, 503) },
});

const Meter = z.object({ limit: z.int().nullable(), used: z.int(), remaining: z.int().nullable() });

const limits = accountRoute({
  method: "get",
  path: "/hq/account/limits",
  operationId: "getLimits",
  summary: "The plan and what is left of it today",
  description: "Allowances of jobs that the plan pays for, a UTC day; a null limit is none.",
  tags: TAGS,
  responses: {
    200: answers(
      z
        .object({
          plan: z.enum(["free", "pro", "enterprise"]),
          images: Meter,
          videos: Meter,
          chats: Meter,
          resets_at: z.iso.datetime(),
        })
        .openapi("AccountLimits"),
      "The plan's day.",
    ),
    ...refusals(401, 429, 503),
  },
});

const LinkedAgent = z
  .object({
    account_id: z.string(),
    label: z.string().nullable(),
    created_at: z.iso.datetime(),
    linked_at: z.iso.datetime().nullable(),
  })
  .openapi("LinkedAgent");

const link = keyRoute({
  method: "post",
  path: "/hq/account/link-agent",
  operationId: "linkAgent",
  summary: "Adopt an agent's account with its pin",
  description: "Attaches the agent's account to the caller's. Doing it again changes nothing; an agent has one owner.",
  tags: TAGS,
  request: {
    body: takes(z.strictObject({ pin: Pin }).openapi("LinkAgent")),
  },
  responses: {
    200: answers(LinkedAgent, "The agent, now this account's."),
    ...refusals(400, 401, 409, 413, 415, 422, 429, 503),
  },
});

const listAgents = keyRoute({
  method: "get",
  path: "/hq/account/agents",
  operationId: "listAgents",
  summary: "List adopted agents",
  description: "The accounts this one has adopted.",
  tags: TAGS,
  responses: { 200: answers(z.array(LinkedAgent), "The agents."), ...refusals(401, 429, 503) },
});

export function accountRoutes(app: DialectApp): void {
  app.openapi(create, async (c) => {
    const { label = "" } = c.req.valid("json") ?? {};
    const { accountId, pin, token } = await c.var.services.accounts.createAgent(
      label === "" ? null : label,
      addressOf(c),
    );
    return c.json({ account_id: accountId, pin, token }, 201);
  });
  app.openapi(recover, async (c) => {
    const { account_id = null, pin } = c.req.valid("json");
    return c.json({ token: await c.var.services.accounts.recoverToken(pin, account_id, addressOf(c)) }, 200);
  });
  app.openapi(show, async (c) => {
    const { id, label, plan, createdAt } = await c.var.services.accounts.get(c.var.principal.accountId);
    return c.json({ id, label, plan, created_at: createdAt.toISOString() }, 200);
  });
  app.openapi(limits, async (c) => {
    const { accountId, plan } = c.var.principal;
    const { meters, resetsAt } = await c.var.services.allowances(accountId, plan);
    return c.json({ plan, ...meters, resets_at: resetsAt.toISOString() }, 200);
  });
  app.openapi(link, async (c) => {
    const agent = await c.var.services.accounts.linkAgent(
      c.var.principal.accountId,
      c.req.valid("json").pin,
      addressOf(c),
    );
    return c.json(toLinkedAgent(agent), 200);
  });
  app.openapi(listAgents, async (c) => {
    const agents = await c.var.services.accounts.linkedAgents(c.var.principal.accountId);
    return c.json(agents.map(toLinkedAgent), 200);
  });
}

const toLinkedAgent = (agent: Account): z.infer<typeof LinkedAgent> => ({
  account_id: agent.id,
  label: agent.label,
  created_at: agent.createdAt.toISOString(),
  linked_at: agent.linkedAt?.toISOString() ?? null,
});

/** Only the platform's own word for the client's address counts; any other header can be made up. */
const addressOf = (c: DialectContext): string => c.req.header("cf-connecting-ip") ?? "unknown";
