export { encodingContradiction } from './reportFacts';
export { about, fieldNames, nameAll, readReportFile, scan, type ReportFile } from './reportFiles';
export { resolveParties, type Parties } from './reportParties';
export { openSigning, type Signing } from './reportSigning';
export { type ReportDocument } from './fillDraft';
export { reportRoutes, sendReport } from './sendReport';
