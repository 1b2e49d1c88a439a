import { createApp } from "./app";
import { consume } from "./consumer";
import { createServices } from "./services";

export { AccountLimiter } from "./account-limiter";
export { GuestLimiter } from "./limits/guest-limiter";

const app = createApp(createServices);

export default {
  fetch: (request, env, ctx) => app.fetch(request, env, ctx),
  queue: (batch, env) => consume(batch, createServices(env)),
  scheduled: (_event, env) => createServices(env).upkeep.sweep(),
} satisfies ExportedHandler<Env>;
