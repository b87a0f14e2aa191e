export { fieldNames, nameAll, readReportFile, recognizeFile, scan, type ReportFile } from './reportFiles';
export { resolveParties, type Parties } from './reportParties';
export {
	deadlineWarnings,
	recognitionLine,
	reportTitle,
	shownFacts,
	shownRecognition,
} from './shownRecognition';
export { findPayerWarrant } from './payerWarrant';
export { openSigning, type Signing } from './reportSigning';
export { type ReportDocument } from './fillDraft';
export { reportRoutes, sendReport } from './sendReport';
