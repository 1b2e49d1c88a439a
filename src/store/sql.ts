/** The database's clock in milliseconds. Leases, deadlines and windows compare times taken in one place only. */
export const NOW = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";

/**
 * True where the statement before this one in the same batch changed its row: the way a batch hangs money,
 * events and messages on one conditional change.
 */
export const AFTER_A_CHANGE = "changes() = 1";

export const toDate = (milliseconds: number): Date => new Date(milliseconds);
export const toDateOrNull = (milliseconds: number | null): Date | null =>
  milliseconds === null ? null : new Date(milliseconds);

/** The text of a database error, for telling a refusal we asked for (a CHECK, a trigger) from a fault. */
export const refusedBy = (error: unknown, rule: string): boolean =>
  error instanceof Error && error.message.includes(rule);
