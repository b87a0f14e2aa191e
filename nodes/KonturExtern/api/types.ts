import {
	also,
	anyObject,
	filled,
	flag,
	identifiedBy,
	listOf,
	number,
	object,
	objectWithAny,
	oneOf,
	optional,
	text,
	type Shape,
	type Shaped,
} from '../../shared/transport';

export { pageOf as pageShape } from '../../shared/transport';

/*
 * What Kontur documents as always there, and what the code reads. A response without the former is not Kontur's. Fields
 * that no shape names pass through untouched, and almost every field is optional: Kontur leaves out what is empty.
 * Source: Kontur.Extern documentation, the section that each shape names.
 */

/** Texts that Kontur may leave out. */
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
	id: filled,
	...texts('inn', 'kpp', 'organization-name'),
});
export type Account = Shaped<typeof accountShape>;

/** "Organizations". */
export const organizationShape = object({
	id: filled,
	general: optional(object(texts('name', 'inn', 'kpp'))),
});
export type Organization = Shaped<typeof organizationShape>;

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
	id: filled,
	'task-state': oneOf('running', 'succeed', 'failed'),
	'task-type': filled,
	'task-result': optional(taskResultShape),
	error: optional(failureShape),
	context: optional(object({ 'concurrent-task': optional(object(texts('id', 'task-type'))) })),
});
export type Task = Shaped<typeof taskShape>;

/** "Draft signatures", "Docflows": a signature of a document. */
export const signatureShape = object({ id: filled, ...texts('title', 'signer-type') });
export type Signature = Shaped<typeof signatureShape>;

/** "Drafts", meta. */
export const metaShape = object({ sender: anyObject, payer: anyObject });

/** "Drafts": everything about a draft but its documents. */
const draftMetaShape = object({
	sender: optional(anyObject),
	recipient: optional(anyObject),
	payer: optional(object(texts('name', 'inn'))),
	'additional-info': optional(object({ 'original-drafts-builder-id': optional(text) })),
});
export type DraftMeta = Shaped<typeof draftMetaShape>;

/** "Drafts". `documents` are links; `docflow-id` and `docflows` appear when the draft was sent. */
export const draftShape = object({
	id: filled,
	status: optional(text),
	meta: optional(draftMetaShape),
	documents: links,
	'docflow-id': optional(text),
	docflows: links,
});
export type Draft = Shaped<typeof draftShape>;

/** "Draft documents". */
export const draftDocumentShape = object({
	id: filled,
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

/** "Cloud signing": the answer to a request to sign or decrypt in the cloud. */
export const cloudOperationShape = object({ 'confirm-type': filled, ...texts('task-id') });

/** "Cloud signing": the answer to the code of a confirmation. */
export const cloudSignedShape = object({ 'signed-documents': listOf(anyObject) });

/** "Drafts builder". */
export const draftsBuilderShape = object({ id: filled, status: optional(text) });

/** "Drafts builder", meta of a builder and of its documents. */
export const builderMetaShape = object({ 'builder-type': filled });

/** "Drafts builder", meta of a file. */
export const builderFileMetaShape = object({ 'file-name': filled });

/** "Drafts builder", documents. The fields of `builder-data` depend on the builder type. */
export const builderDocumentShape = object({
	id: filled,
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
export const builderFileShape = object({
	id: filled,
	meta: optional(object({ 'file-name': optional(text) })),
});

/** What Kontur recognized in a demand, and users' notes on it. */
const requisitesShape = object({
	...texts('receipt-deadline-date', 'reply-deadline-date'),
	labels: optional(listOf(object({ name: optional(text) }))),
});

/** "Docflows", documents. */
export const docflowDocumentShape = object({
	id: filled,
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

const docflowFields = object({
	id: filled,
	...texts('type', 'status', 'success-state', 'organization-id'),
	/** Moscow time, without an offset. */
	...texts('send-date', 'last-change-date'),
	description: optional(docflowDescriptionShape),
	documents: optional(listOf(docflowDocumentShape)),
	links,
});
export type Docflow = Shaped<typeof docflowFields>;

/** "Docflows" and "Inventories". Elements of lists have no documents. */
export const docflowShape: Shape<Docflow> = also(docflowFields, object({ type: filled, status: filled }));

/** "Docflows": one that was asked for, with its documents. */
export const wholeDocflowShape: Shape<Docflow> = also(docflowShape, object({ documents: listOf(anyObject) }));

/** "Docflows", description of a document. */
export const documentDescriptionShape = object({ type: filled });

/** "Docflows", decrypted content. */
export const decryptedContentShape = object({ 'content-id': filled });

/** "Docflows", recognize: what Kontur found in a demand. */
export const recognizedShape = objectWithAny(
	'demand-number',
	'demand-knd',
	'demand-date',
	'receipt-deadline-date',
	'reply-deadline-date',
	'demand-inn-list',
);

/** "Docflows", check-demand. */
export const demandCheckShape = object({
	'has-errors': flag,
	'error-codes': optional(listOf(text)),
});

/**
 * "Replies" and "Documents requests" (SEDO): a message that Kontur generated for signing and sending. `content` and
 * `data-to-sign` are base64.
 */
export const replyShape = object({
	id: filled,
	...texts('filename', 'content', 'data-to-sign'),
});
export type Reply = Shaped<typeof replyShape>;

/** "PFR replies", documents; contents are base64. */
export const pfrReplyDocumentShape = object({
	id: filled,
	...texts('decrypted-content', 'encrypted-content', 'data-to-sign'),
});
export type PfrReplyDocument = Shaped<typeof pfrReplyDocumentShape>;

/** "PFR replies". */
export const pfrReplyShape = object({ id: filled, documents: optional(listOf(pfrReplyDocumentShape)) });

/** "Event feed". */
const eventShape = object({
	...texts('id', 'account-id', 'docflow-id', 'docflow-type', 'new-state', 'event-date-time'),
	'docflow-link': optional(linkShape),
});
export type Event = Shaped<typeof eventShape>;

/** Kontur returns 1000 elements at most. The state of a trigger takes in a page at once, so a page must not be much longer. */
export const MOST_ON_PAGE = 5000;

/** "Event feed", a page. */
export const eventPageShape = object({
	'api-events': listOf(eventShape, MOST_ON_PAGE),
	...texts('first-event-id', 'next-event-id', 'last-event-id'),
});

/** "Handbooks": an office of an authority. */
export const controlUnitShape = identifiedBy('code', object({ code: filled, ...texts('name', 'type') }));

/** "Handbooks": a form of the tax office; once for each version of its format. */
export const formShape = object({ knd: filled, name: optional(text) });

/** "Reports tables": a form that an organization files. */
export const reportFormShape = object({
	'form-id': number,
	...texts('form-short-name', 'knd', 'okud'),
});
export const reportFormsShape = object({ forms: listOf(reportFormShape) });

/** "Reports tables": the reports, or the payments, of one organization. */
export const reportsOfOrganizationShape = object({ 'organization-id': filled });

const period = { 'period-year': optional(number), 'period-number': optional(number) };

/** "Reports tables", search: the reports of one organization with their deadlines. */
export const dueReportsShape = object({
	'organization-id': filled,
	forms: listOf(
		object({
			'form-info': object({ 'form-id': number, ...texts('form-short-name', 'form-full-name', 'knd') }),
			deadlines: listOf(
				object({ deadline: filled, status: filled, ...texts('period-start', 'period-end'), ...period }),
			),
		}),
	),
});

/** "Reports tables", payments: the payments of one organization with their deadlines. */
export const duePaymentsShape = object({
	'organization-id': filled,
	payments: listOf(
		object({
			...texts('short-name', 'full-name'),
			'payment-periods': listOf(object({ deadline: filled, ...texts('period-type'), ...period })),
		}),
	),
});

/** "Certificates". */
export const certificateShape = object({
	content: filled,
	...texts('fio', 'inn', 'kpp', 'expired-at', 'serial-number', 'thumbprint'),
});

/** "Warrants": a power of attorney of an organization. */
export const warrantShape = object({
	...texts('organization-id', 'organization-name', 'inn', 'kpp'),
	warrant: object(texts('number', 'date-begin', 'date-end')),
});
