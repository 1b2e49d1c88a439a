/** What tests and the servers of tests have in common: nobody is kept out, and models that need nobody. */
export const OPEN_SETTINGS = {
  OPENING_BALANCE_CREDITS: "500",
  DAILY_FREE_BUDGET_CREDITS: "1000000",
  ADDRESS_LIMITS: "off",
  IMAGE_MODELS: "illustrator",
  VIDEO_MODELS: "animator",
  LANGUAGE_MODELS: "concierge",
} as const;
