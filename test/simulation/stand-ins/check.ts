import type { Size } from "../../../src/core/size";

export const fitted = async (bytes: Uint8Array<ArrayBuffer>, native: Size) => ({ bytes, native });
export const noLarger = async (bytes: Uint8Array<ArrayBuffer>) => bytes;
