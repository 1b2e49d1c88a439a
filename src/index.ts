import { createApp } from "./app";
import { consume } from "./consumer";
import { servicesOf } from "./services";

export { AccountLimiter } from "./account-limiter";
export { GuestLimiter } from "./limits/guest-limiter";

const app = createApp(servicesOf);

export default {
  fetch: (request, env, ctx) => app.fetch(request, env, ctx),
  queue: (batch, env) => consume(batch, servicesOf(env)),
  async scheduled(_event, env) {
    const { upkeep, webhooks, audits } = servicesOf(env);
    await Promise.all([upkeep.sweep(), webhooks.sweep(), audits.hourly()]);
  },
} satisfies ExportedHandler<Env>;
