import { bareError } from "../bare-errors";
import { limitBody, requireJson } from "../body";
import type { Dialect } from "../dialect";
import { accountRoutes } from "./accounts";
import { billingRoutes } from "./billing";
import { orgRoutes } from "./orgs";

/** The account hub MyImageAPI's keys come from; every dialect shares its accounts, keys and money. */
export const hub: Dialect = {
  name: "Account hub",
  description: "Accounts, API keys, organisations and credits, for people and for autonomous agents.",
  prefixes: ["/hq"],
  errorBody: bareError,
  routes(app) {
    app.use("/hq/*", limitBody, requireJson);
    accountRoutes(app);
    billingRoutes(app);
    orgRoutes(app);
  },
};
