import type { VideoFormat } from "../core/job";
import type { StartEncoder } from "./encoder";
import { startH264 } from "./h264";
import { startVp8 } from "./vp8";

/** What writes each format. */
export const encoders = { mp4: startH264, webm: startVp8 } as const satisfies Record<VideoFormat, StartEncoder>;
