import type { z } from "zod";
import { AppError } from "../core/errors";

type Issue = z.core.$ZodIssue;

/** What zod found, as the error every dialect can write: each field once, with the reason. */
export function issuesToError(issues: readonly Issue[], target: string): AppError {
  const fields = issues.flatMap((issue) => toFields(issue, target));
  const [first = { field: "body", reason: "The body is not what this route takes." }] = fields;
  return new AppError("invalid_field", first.reason, {
    ...("missing" in first ? first : { field: first.field }),
    fields,
  });
}

interface FieldProblem {
  readonly field: string;
  readonly reason: string;
  readonly missing?: boolean;
}

function toFields(issue: Issue, target: string): FieldProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: [...issue.path, key].join("."),
      reason: "This field is not known here.",
    }));
  }
  const field = issue.path.length > 0 ? issue.path.join(".") : bodyName(target);
  const missing = issue.path.length > 0 && isMissing(issue);
  return [{ field, reason: issue.message, ...(missing ? { missing } : {}) }];
}

const bodyName = (target: string): string => (target === "json" ? "body" : target);

/** Absent, or there and blank. */
const isMissing = (issue: Issue): boolean =>
  (issue.code === "invalid_type" && issue.input === undefined && /received undefined/.test(issue.message)) ||
  (issue.code === "too_small" && issue.origin === "string" && issue.minimum === 1);
