import {
	anyObject,
	flag,
	listOf,
	number,
	object,
	optional,
	text,
	type Shape,
	type Shaped,
} from '../../shared/transport';

/*
 * The parts of Kontur's responses that the code reads. All other fields pass through untouched, and almost every
 * field is optional: Kontur omits empty ones.
 * Source: Kontur.Extern documentation, the section that each shape names.
 */

/** A page of a list, with the elements under Kontur's name. */
export const pageShape = <N extends string, T>(items: N, element: Shape<T>) =>
	object({ [items]: optional(listOf(element)), 'total-count': optional(number) } as Record<
		N,
		Shape<T[] | null | undefined>
	> & { 'total-count': Shape<number | null | undefined> });

/** Optional texts. */
const texts = <N extends string>(...names: N[]) =>
	Object.fromEntries(names.map((name) => [name, optional(text)])) as Record<
		N,
		Shape<string | null | undefined>
	>;

/** "Links". */
const linkShape = object(texts('rel', 'href', 'name'));
export type Link = Shaped<typeof linkShape>;

const links = optional(listOf(linkShape));

/** "Accounts". */
export const accountShape = object({
	id: text,
	...texts('inn', 'kpp', 'organization-name'),
});
export type Account = Shaped<typeof accountShape>;

/** "Organizations". */
export const organizationShape = object({
	id: text,
	general: optional(object(texts('name', 'inn', 'kpp'))),
});

/** "Asynchronous methods", check results. */
const checkErrorShape = object({
	...texts('documentId', 'level', 'description'),
});
export type CheckError = Shaped<typeof checkErrorShape>;

/** Errors by document (`documents-errors`) and errors of the whole draft. */
const checkProtocolShape = object({
	'documents-errors': optional(anyObject),
	'common-errors': optional(listOf(checkErrorShape)),
});
export type CheckProtocol = Shaped<typeof checkProtocolShape>;

/** A document that a drafts builder could not process. */
const builderProblemShape = object({
	...texts('document-id', 'error-message'),
});
export type BuilderProblem = Shaped<typeof builderProblemShape>;

/**
 * "Asynchronous methods", task results. Check: its errors, directly or in `data`. Prepare: `check-result` and `status`.
 * Send: the document flow, or the errors that stopped it. Print and decrypt: `content-id`. Build: `draft-ids`.
 */
const taskResultShape = object({
	id: optional(text),
	data: optional(checkProtocolShape),
	'documents-errors': optional(anyObject),
	'common-errors': optional(listOf(checkErrorShape)),
	'check-result': optional(checkProtocolShape),
	...texts('status', 'content-id'),
	'draft-ids': optional(listOf(text)),
	'error-drafts-builder-documents': optional(listOf(builderProblemShape)),
});
export type TaskResult = Shaped<typeof taskResultShape>;

const failureFields = {
	...texts('id', 'status'),
	'check-result': optional(checkProtocolShape),
};
/** "Errors" and "send": a failure. */
const failureShape = object(failureFields);
export type Failure = Shaped<typeof failureShape>;

/**
 * "Asynchronous methods". Instead of a task, Kontur returns the failure of a failed send, or the `context` of the lock
 * that blocks a start.
 */
export const taskShape = object({
	...failureFields,
	id: text,
	'task-state': text as Shape<'running' | 'succeed' | 'failed'>,
	'task-type': text,
	'task-result': optional(taskResultShape),
	error: optional(failureShape),
	context: optional(object({ 'concurrent-task': optional(object(texts('id', 'task-type'))) })),
});
export type Task = Shaped<typeof taskShape>;

/** "Draft signatures", "Docflows": a signature of a document. */
export const signatureShape = object({ id: text, ...texts('title', 'signer-type') });
export type Signature = Shaped<typeof signatureShape>;

/** "Drafts": a draft without its documents. */
const draftMetaShape = object({
	sender: optional(anyObject),
	recipient: optional(anyObject),
	payer: optional(object(texts('name', 'inn'))),
	'additional-info': optional(object({ 'original-drafts-builder-id': optional(text) })),
});
export type DraftMeta = Shaped<typeof draftMetaShape>;

/** "Drafts". `documents` are links; `docflow-id` and `docflows` appear when the draft was sent. */
export const draftShape = object({
	id: text,
	status: optional(text),
	meta: optional(draftMetaShape),
	documents: links,
	'docflow-id': optional(text),
	docflows: links,
});
export type Draft = Shaped<typeof draftShape>;

/** "Draft documents". */
export const draftDocumentShape = object({
	id: text,
	description: optional(
		object({
			...texts('type', 'filename', 'original-filename'),
			'original-drafts-builder': optional(object({ 'document-id': optional(text) })),
		}),
	),
	contents: optional(listOf(object({ 'content-id': optional(text), encrypted: optional(flag) }))),
	'data-to-sign-content-id': optional(text),
	signatures: optional(listOf(signatureShape)),
});
export type DraftDocument = Shaped<typeof draftDocumentShape>;

/** "Cloud signing": the response to a request to sign or decrypt in the cloud. */
export const cloudOperationShape = object(texts('task-id', 'confirm-type'));

/** "Drafts builder". */
export const draftsBuilderShape = object({ id: text, status: optional(text) });

/** "Drafts builder", documents. The fields of `builder-data` depend on the builder type. */
export const builderDocumentShape = object({
	id: text,
	meta: optional(
		object({
			'builder-data': optional(
				object({
					...texts('type', 'scanned-document-name', 'claim-item-number', 'svdreg-code'),
				}),
			),
		}),
	),
});

/** "Drafts builder", files. */
export const builderFileShape = object({ id: text, meta: optional(object({ 'file-name': optional(text) })) });

/** What Kontur recognized in a demand, and users' notes on it. */
const requisitesShape = object({
	...texts('receipt-deadline-date', 'reply-deadline-date'),
	labels: optional(listOf(object({ name: optional(text) }))),
});

/** "Docflows", documents. */
export const docflowDocumentShape = object({
	id: text,
	description: optional(
		object({
			...texts('type', 'filename', 'content-type'),
			requisites: optional(requisitesShape),
			'encrypted-certificates': optional(listOf(object({ 'serial-number': optional(text) }))),
		}),
	),
	content: optional(
		object({
			'docflow-document-contents': optional(
				listOf(
					object({
						'content-id': optional(text),
						encrypted: optional(flag),
						compressed: optional(flag),
					}),
				),
			),
		}),
	),
	signatures: optional(listOf(signatureShape)),
	links,
	'send-date': optional(text),
});
export type DocflowDocument = Shaped<typeof docflowDocumentShape>;

/** "Docflow descriptions"; the fields depend on the document flow type. */
const docflowDescriptionShape = object({
	'form-version': optional(object(texts('knd', 'form-shortname'))),
	...texts(
		'payer-inn',
		'cu',
		'recipient',
		'original-draft-id',
		'period-begin',
		'period-end',
		'receipt-deadline-date',
		'reply-deadline-date',
		'replies-status',
	),
});

/** "Docflows" and "Inventories". List elements have no documents. */
export const docflowShape = object({
	id: text,
	...texts('type', 'status', 'success-state', 'organization-id'),
	/** Moscow time, without an offset. */
	...texts('send-date', 'last-change-date'),
	description: optional(docflowDescriptionShape),
	documents: optional(listOf(docflowDocumentShape)),
	links,
});
export type Docflow = Shaped<typeof docflowShape>;

/** "Docflows", check-demand. */
export const demandCheckShape = object({
	'has-errors': optional(flag),
	'error-codes': optional(listOf(text)),
});

/**
 * "Replies" and "Documents requests" (SEDO): a message that Kontur generated for signing and sending. `content` and
 * `data-to-sign` are base64.
 */
export const replyShape = object({
	id: text,
	...texts('filename', 'content', 'data-to-sign'),
});
export type Reply = Shaped<typeof replyShape>;

/** "PFR replies", documents; contents are base64. */
const pfrReplyDocumentShape = object({
	id: text,
	...texts('decrypted-content', 'encrypted-content', 'data-to-sign'),
});
export type PfrReplyDocument = Shaped<typeof pfrReplyDocumentShape>;

/** "PFR replies". */
export const pfrReplyShape = object({ id: text, documents: optional(listOf(pfrReplyDocumentShape)) });

/** "Event feed". */
const eventShape = object({
	...texts('id', 'account-id', 'docflow-id', 'docflow-type', 'new-state', 'event-date-time'),
	'docflow-link': optional(linkShape),
});
export type Event = Shaped<typeof eventShape>;

/** "Event feed", a page. */
export const eventPageShape = object({
	'api-events': listOf(eventShape),
	...texts('first-event-id', 'next-event-id', 'last-event-id'),
});

/** "Handbooks": an office of an authority. */
export const controlUnitShape = object({ code: text, ...texts('name', 'type') });

/** "Handbooks": a tax form, listed once per format version. */
export const formShape = object({ knd: text, name: optional(text) });

/** "Reports tables": the forms that an organization files. */
export const reportFormsShape = object({
	forms: optional(
		listOf(
			object({
				'form-id': number,
				...texts('form-short-name', 'knd', 'okud'),
			}),
		),
	),
});
