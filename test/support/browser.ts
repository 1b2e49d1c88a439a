import { systemTool } from "./tools";

export const CHROMIUM = systemTool("chromium", "chromium-browser", "google-chrome");

/** As root, and without asking its maker's hosts for anything. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-sync",
];
