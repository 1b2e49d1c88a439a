import { bareError } from "../bare-errors";
import { limitBody, requireJson } from "../body";
import type { Dialect } from "../dialect";
import { accountRoutes } from "./accounts";
import { billingRoutes } from "./billing";
import { keyRoutes } from "./keys";
import { orgRoutes } from "./orgs";
import { webhookRoutes } from "./webhooks";

/** The account hub MyImageAPI's keys come from; every dialect shares its accounts, keys and money. */
export const hub: Dialect = {
  tags: [
    { name: "Accounts", description: "Accounts and API keys, for people and for autonomous agents." },
    { name: "Billing", description: "Credits: one is one US cent." },
    { name: "Organisations", description: "Names and branding." },
  ],
  prefixes: ["/hq"],
  errorBody: bareError,
  routes(app) {
    app.use("/hq/*", limitBody, requireJson);
    accountRoutes(app);
    keyRoutes(app);
    billingRoutes(app);
    orgRoutes(app);
    webhookRoutes(app);
  },
};
