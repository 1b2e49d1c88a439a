import { AppError } from "../core/errors";
import type { Balance, LedgerStore, Payment } from "../store/ledger";

/** An account's money. One credit is one cent. */
export const createBilling = (ledger: LedgerStore) => ({
  balance: async (accountId: string): Promise<Balance> => await ledger.balance(accountId),
  history: async (accountId: string): Promise<readonly Payment[]> => await ledger.payments(accountId),

  /** This deployment takes no payments: there is no method to charge, whatever the amount. */
  requirePaymentMethod(): never {
    throw new AppError(
      "payment_method_required",
      "Payments are not configured on this deployment; ask its operator for credits.",
    );
  },
});

export type Billing = ReturnType<typeof createBilling>;
