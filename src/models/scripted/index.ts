import type { Provider } from "../entry";
import { scriptedImage } from "./image";
import { scriptedLanguage } from "./language";
import { scriptedVideo } from "./video";

/** Models that fail as they are told; there only where `TEST_MODELS` is on. */
export const scripted: Provider = { image: scriptedImage, video: scriptedVideo, language: scriptedLanguage };
