import { AspectRatio, VideoFormat } from "../../core/job";
import type { VideoCard } from "../../core/model-card";
import { VIDEO_SIZES } from "../../core/size";
import { describeIllustrator } from "../illustrator/describe";

/** Changes whenever the same seed would show another clip. */
export const ANIMATOR_ID = "animator-1";

/** What the animator is, said plainly. */
export const describeAnimator = (): VideoCard => ({
  id: ANIMATOR_ID,
  aliases: [],
  kind: "video",
  description:
    "The illustrator's scene in motion, at 24 frames a second and without sound: a slow camera with parallax, weather, " +
    "water, plants and light that move, and subjects that walk, fly, swim, float or breathe as paper figures do. Not a " +
    "diffusion model: nothing in it is learned, and no body bends. The same request and seed give the same frames.",
  aspect_ratios: AspectRatio.options,
  resolutions: [...new Set(Object.values(VIDEO_SIZES).map(({ width, height }) => `${width}x${height}`))],
  output_formats: VideoFormat.options,
  styles: describeIllustrator().styles,
  honours: describeIllustrator().honours,
});
