export { asWindows1251, convertibleFrom } from './asWindows1251';
export { chosenSignature } from './chosenSignature';
export { putDraftDocument } from './draftDocument';
export { putDraftSignature } from './draftSignature';
export { examineRoutes } from './examine';
export { runDraft, sayHowToResume, type DraftWork } from './runDraft';
export { type Stage } from './state';
export { lookAtDraft, sendRoutes } from './sending';
export {
	rawSignature,
	detachedSignature,
	hasDataToSign,
	signDocument,
	type SigningOptions,
} from './signDocument';
export { putSignature, readDraftDocument, signDraft, signDraftRoutes, signingRoutes } from './signDraft';
export { uploadSigned, uploadSignedRoutes, type UploadParams } from './uploadSigned';
export { requireSender, verifyProvidedSignature } from './verifyProvidedSignature';
