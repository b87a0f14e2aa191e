export { convertToWindows1251, encodeWindows1251, misfitList, type Misfit } from './convert';
export { EncodingInspector, inspectEncoding, type InspectedEncoding } from './inspect';
export type { EncodingProblem } from './problems';
export { isConvertible, windows1251Problem } from './required';
