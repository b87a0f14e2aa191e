export {
	decryptedContentId,
	decryptedContentRoutes,
	saveDecrypted,
	saveDecryptedRoutes,
	uploadDecrypted,
} from './decryptedContent';
export { downloadDocument, downloadRoutes } from './downloadDocument';
export { downloadAllRoutes, downloadDocuments, isNotRecipient } from './downloadDocuments';
export { downloadSignature, signatureRoute } from './downloadSignature';
export { finishPrint, printDocument, printRoutes } from './printDocument';
export { saveArchive, saveArchiveRoutes } from './saveArchive';
