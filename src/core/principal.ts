/** Plans, as an account has them. What each allows stands in limits/plans.ts. */
export type Plan = "free" | "pro" | "enterprise";

/** Who is calling, and how they proved it. */
export interface Principal {
  readonly accountId: string;
  readonly plan: Plan;
  /** Its operator has stopped it: it may read, and do nothing else. */
  readonly frozen: boolean;
  readonly proof: { readonly by: "api_key"; readonly keyId: string } | { readonly by: "token" };
}

/** An earlier request under the same Idempotency-Key. */
export interface EarlierRequest {
  readonly jobId: string;
  readonly bodyHash: string;
}

/** The caller's Idempotency-Key, hashed, and what it was used for before. */
export interface IdempotencyClaim {
  readonly keyHash: string;
  readonly earlier: EarlierRequest | null;
}
