import type { JsonObject } from '../../core/values';
import type { SignatureKind } from '../flows/family';

/** One form of a docflow document that clients may download. */
export interface DocumentContent {
	contentId: string;
	encrypted: boolean;
	compression: 'none' | 'zip';
}

type DocflowTaskType = 'docflowPrint' | 'initDocumentDecryptionOperation' | 'initReplySignOperation';

export interface DocflowTask {
	id: string;
	type: DocflowTaskType;
	state: 'running' | 'succeed' | 'failed';
	documentId: string;
	replyId?: string;
	result?: JsonObject;
	error?: JsonObject;
	progress?: JsonObject;
	/** When an unconfirmed job loses its lock, in Unix milliseconds. */
	expiresAt?: number;
}

export interface DocflowReply {
	id: string;
	documentId: string;
	/** Without 'urn:document:'. */
	type: string;
	filename: string;
	content: Buffer;
	/** DER of the certificate that the reply was generated for. */
	certificate: Buffer;
	signing: SignatureKind;
	/** Input of a bare signature. */
	dataToSign?: Buffer;
	signature?: Buffer;
	sent: boolean;
}

export interface PfrReplyDocument {
	id: string;
	documentId: string;
	encrypted: Buffer;
	decrypted?: Buffer;
	signature?: Buffer;
}

export interface PfrReply {
	id: string;
	documentId: string;
	certificate: Buffer;
	documents: PfrReplyDocument[];
	sent: boolean;
}

export interface DocumentsRequest {
	id: string;
	content: Buffer;
	dataToSign: Buffer;
	certificate: Buffer;
	signature?: Buffer;
	sent: boolean;
}
