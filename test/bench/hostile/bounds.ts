/** Bytes of each file and answer. */
export const SIZE = 10 * 1024 * 1024;
/** Milliseconds without a turn of the event loop. */
export const MOST_MS = 100;
/** Ten times the bytes. */
export const MOST_MB = (10 * SIZE) / 1e6;
/** How much more time four times the bytes may take. */
export const MOST_GROWTH = 6;
