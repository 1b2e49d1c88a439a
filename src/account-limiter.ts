import { AccountLimiterObject } from "./limits/account-limiter";
import { servicesOf } from "./services";

/** The account's limiter as Cloudflare starts it: the object itself, and the services its watchdog asks. */
export class AccountLimiter extends AccountLimiterObject {
  protected override readonly watch = servicesOf(this.env).watch;
}
