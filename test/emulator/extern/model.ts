import type { JsonObject } from '../core/values';
import type {
	DocflowReply,
	DocflowTask,
	DocumentContent,
	DocumentsRequest,
	PfrReply,
} from './exchange/exchangeModel';
import type { DraftsBuilder } from './builders/builderModel';
import type { CloudConfirmation, Employee, UnitSigner, Warrant } from './organizations/accountModel';
import type { Outcome } from './flows/family';

export type Role = 'admin' | 'user' | 'director';

export interface Organization {
	id: string;
	inn: string;
	kpp?: string;
	name: string;
	isMain: boolean;
	/** Who signs for a control unit, by its code, where it differs from the chief. */
	signers?: Map<string, UnitSigner>;
	/** Machine-readable power of attorney for the tax office. */
	mchdId?: string;
	/** State of the subscription to electronic exchange with the Social Fund, by registration number. */
	subscriptions?: Map<string, string>;
	/** Until when the token for the state services portal can be renewed. */
	gosuslugiUntil?: number;
}

export interface ContentPart {
	from: number;
	data: Buffer;
}

export interface Content {
	id: string;
	type: string;
	total?: number;
	/** In order of their place and without overlaps. */
	parts: ContentPart[];
	complete: boolean;
	/** Uploads are thrown away some day, what belongs to a document is not. */
	expiresAt?: number;
}

export interface Certificate {
	ownerLogin: string;
	fio: string;
	inn: string;
	kpp?: string;
	content: string;
	thumbprint: string;
	serialNumber: string;
	expiredAt: string;
	isQualified: boolean;
	/** Kept by the certification authority in its cloud, which signs after this confirmation. */
	cloud?: CloudConfirmation;
}

export interface Signature {
	id: string;
	content: Buffer;
	thirdParty: boolean;
	thumbprint: string;
	title: string;
	signerType: string;
}

export interface DocumentDescription {
	type: string;
	/** Absent if the request gave none and the file shows none. */
	filename?: string;
	contentType?: string;
	properties: JsonObject;
}

export interface DraftDocument {
	id: string;
	/** Absent while the document has a type only. */
	contentId?: string;
	description: DocumentDescription;
	encrypted: boolean;
	/** What a bare signature is wanted over: documents for the Social Fund have it. */
	dataToSignContentId?: string;
	signatures: Map<string, Signature>;
	/** Print jobs; they hold the document, not the draft. */
	prints?: Map<string, Task>;
	/** The file in a drafts builder the document was made of. */
	origin?: { fileId: string | null; documentId: string };
}

export interface DraftMeta {
	sender: JsonObject;
	recipient: JsonObject;
	payer: JsonObject;
	relatedDocument?: JsonObject;
	additionalInfo?: JsonObject;
	draftOptions?: JsonObject;
}

export type DraftStatus =
	| 'new'
	| 'check-in-progress'
	| 'checked'
	| 'prepare-in-progress'
	| 'ready-to-send'
	| 'send-in-progress'
	| 'sent'
	| 'transferred-to-web'
	| 'sent-via-web';

export type TaskType =
	| 'check'
	| 'prepare'
	| 'send'
	| 'print'
	| 'initDraftSignOperation'
	| 'draftBuilderBuild'
	| 'draftBuilderChange';

export interface Task {
	id: string;
	type: TaskType;
	state: 'running' | 'succeed' | 'failed';
	/** Made when asked for, because links depend on the address the client uses. */
	result?: (baseUrl: string) => unknown;
	error?: JsonObject;
	/** The poll itself answers 400 with the result. */
	refusesPoll?: boolean;
	progress?: JsonObject;
	/** What has to be done before the next poll is answered. */
	onPoll?: () => void;
}

export interface Draft {
	id: string;
	meta: DraftMeta;
	status: DraftStatus;
	documents: Map<string, DraftDocument>;
	tasks: Map<string, Task>;
	docflowId?: string;
	createdAt: number;
}

export interface DocflowDocument {
	id: string;
	/** Without 'urn:document:'. */
	type: string;
	filename: string;
	contentType: string;
	/** The document as its author made it. Clients see only `contents`. */
	contentId: string;
	size: number;
	/** At most one encrypted and one plain. */
	contents: DocumentContent[];
	/** Serial numbers of the certificates whose keys open the encrypted content. */
	encryptedFor: string[];
	encryptedSize?: number;
	sentAt: number;
	signatures: Signature[];
	requisites: JsonObject;
	/** Docflows that refer to the document. */
	relatedCount: number;
	/** Short types of the replies this document waits for. */
	replyTypes: string[];
}

export type SuccessState = 'neutral' | 'successful' | 'failed' | 'warning';

interface RobotPlan {
	outcome: Outcome;
	/** Steps already made. */
	done: number;
}

export interface Docflow {
	id: string;
	organizationId: string;
	/** Without 'urn:docflow:'. */
	type: string;
	status: string;
	successState: SuccessState;
	description: JsonObject;
	/** Newest first. */
	documents: DocflowDocument[];
	ownerLogin: string;
	createdAt: number;
	changedAt: number;
	visibleAt: number;
	robot?: RobotPlan;
	/** The subscriber asked for the documents, without which some do not come. */
	requested: boolean;
	/** Documents of an incoming docflow that wait until they are asked for. */
	prepared: DocflowDocument[];
	replies: Map<string, DocflowReply>;
	pfrReplies: Map<string, PfrReply>;
	documentsRequests: Map<string, DocumentsRequest>;
	tasks: Map<string, DocflowTask>;
}

export interface Account {
	id: string;
	inn: string;
	kpp?: string;
	name: string;
	abonentId: string;
	members: Map<string, Role>;
	/** Set for accounts made through the API; only those may be deleted. */
	createdBy?: string;
	organizations: Map<string, Organization>;
	contents: Map<string, Content>;
	certificates: Certificate[];
	warrants: Warrant[];
	employees: Employee[];
	builders: Map<string, DraftsBuilder>;
	drafts: Map<string, Draft>;
	docflows: Map<string, Docflow>;
}

export interface StoredEvent {
	id: string;
	offset: number;
	length: number;
	accountId: string;
	docflowId: string;
	docflowType: string;
	inn: string;
	kpp?: string;
	knd?: string;
	relatedDocflowId?: string;
	relatedDocumentId?: string;
	newState: string;
	at: number;
}

export interface Share {
	publisherId: string;
	accountId: string;
	subscriber: string;
	docflowTypes: string[];
	knds: string[];
}
