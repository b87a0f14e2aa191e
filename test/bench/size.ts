/** `npm run bench -- --quick` measures everything small, in about five minutes. */
export const isQuick = process.argv.includes('--quick');

/** The size of a measurement. */
export const sized = (whole: number, quick: number): number => (isQuick ? quick : whole);
