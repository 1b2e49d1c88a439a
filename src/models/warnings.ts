import type { Warning as ModelWarning } from "ai";
import type { Warning } from "../core/job";

/** What a model says it did not simply apply, in our words. */
export function toWarning(warning: ModelWarning): Warning {
  switch (warning.type) {
    case "unsupported":
      return {
        parameter: warning.feature,
        treatment: "ignored",
        message: warning.details ?? "The model cannot honour this.",
      };
    case "compatibility":
      return {
        parameter: warning.feature,
        treatment: "emulated",
        message: warning.details ?? "The model approximates this.",
      };
    default:
      return { parameter: "model", treatment: "ignored", message: warning.message };
  }
}
