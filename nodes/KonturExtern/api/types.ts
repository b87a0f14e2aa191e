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
 * What the code reads of Kontur's responses. Fields that no shape names pass through untouched, and almost every
 * field is optional: Kontur leaves out what is empty.
 * Source: Kontur.Extern documentation, the section that each shape names.
 */

/** A page of a list: its elements under the name that Kontur gives them. */
export const pageShape = <N extends string, T>(items: N, element: Shape<T>) =>
	object({ [items]: optional(listOf(element)), 'total-count': optional(number) } as Record<
		N,
		Shape<T[] | null | undefined>
	> & { 'total-count': Shape<number | null | undefined> });

/** "Links". */
export const linkShape = object({ rel: optional(text), href: optional(text), name: optional(text) });
export type Link = Shaped<typeof linkShape>;

const links = optional(listOf(linkShape));

/** "Accounts". */
export const accountShape = object({
	id: text,
	inn: optional(text),
	kpp: optional(text),
	'organization-name': optional(text),
});
export type Account = Shaped<typeof accountShape>;

/** "Organizations". */
export const organizationShape = object({
	id: text,
	general: optional(object({ name: optional(text), inn: optional(text), kpp: optional(text) })),
});
export type Organization = Shaped<typeof organizationShape>;

/** "Asynchronous methods", check results. */
export const checkErrorShape = object({
	documentId: optional(text),
	level: optional(text),
	description: optional(text),
});
export type CheckError = Shaped<typeof checkErrorShape>;

/** Errors by document (`documents-errors`) and errors of the whole draft. */
export const checkProtocolShape = object({
	'documents-errors': optional(anyObject),
	'common-errors': optional(listOf(checkErrorShape)),
});
export type CheckProtocol = Shaped<typeof checkProtocolShape>;

/** A document that a drafts builder could not process. */
export const builderProblemShape = object({
	'document-id': optional(text),
	'error-message': optional(text),
});
export type BuilderProblem = Shaped<typeof builderProblemShape>;

/**
 * "Asynchronous methods", results of tasks. A check gives `data`, preparing `check-result` and `status`, sending the
 * document flow or what kept it from being sent, printing and decrypting `content-id`, a builder `draft-ids`.
 */
export const taskResultShape = object({
	id: optional(text),
	data: optional(checkProtocolShape),
	'check-result': optional(checkProtocolShape),
	status: optional(text),
	'content-id': optional(text),
	'draft-ids': optional(listOf(text)),
	'error-drafts-builder-documents': optional(listOf(builderProblemShape)),
});
export type TaskResult = Shaped<typeof taskResultShape>;

/** "Asynchronous methods". */
export const taskShape = object({
	id: text,
	'task-state': text as Shape<'running' | 'succeed' | 'failed'>,
	'task-type': text,
	'task-result': optional(taskResultShape),
	error: optional(anyObject),
});
export type Task = Shaped<typeof taskShape>;

/** "Locks": the refusal of a request because a task holds the object. */
export const lockShape = object({
	context: optional(
		object({ 'concurrent-task': optional(object({ id: optional(text), 'task-type': optional(text) })) }),
	),
});

/** "Draft signatures", "Docflows": a signature of a document. */
export const signatureShape = object({ id: text, title: optional(text), 'signer-type': optional(text) });
export type Signature = Shaped<typeof signatureShape>;

/** "Drafts": everything about a draft but its documents. */
export const draftMetaShape = object({
	sender: optional(anyObject),
	recipient: optional(anyObject),
	payer: optional(object({ name: optional(text), inn: optional(text) })),
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
			type: optional(text),
			filename: optional(text),
			'original-filename': optional(text),
			'original-drafts-builder': optional(object({ 'document-id': optional(text) })),
		}),
	),
	contents: optional(listOf(object({ 'content-id': optional(text), encrypted: optional(flag) }))),
	'data-to-sign-content-id': optional(text),
	signatures: optional(listOf(signatureShape)),
});
export type DraftDocument = Shaped<typeof draftDocumentShape>;

/** "Cloud signing": the answer to a request to sign or decrypt in the cloud. */
export const cloudOperationShape = object({ 'task-id': optional(text), 'confirm-type': optional(text) });

/** "Drafts builder". */
export const draftsBuilderShape = object({ id: text, status: optional(text) });
export type DraftsBuilder = Shaped<typeof draftsBuilderShape>;

/** "Drafts builder", documents. Which `builder-data` there are depends on the type of the builder. */
export const builderDocumentShape = object({
	id: text,
	meta: optional(
		object({
			'builder-data': optional(
				object({
					type: optional(text),
					'scanned-document-name': optional(text),
					'claim-item-number': optional(text),
					'svdreg-code': optional(text),
				}),
			),
		}),
	),
});
export type BuilderDocument = Shaped<typeof builderDocumentShape>;

/** "Drafts builder", files. */
export const builderFileShape = object({ id: text, meta: optional(object({ 'file-name': optional(text) })) });
export type BuilderFile = Shaped<typeof builderFileShape>;

/** What Kontur recognized in a demand, and what people noted on it. */
export const requisitesShape = object({
	'receipt-deadline-date': optional(text),
	'reply-deadline-date': optional(text),
	labels: optional(listOf(object({ name: optional(text) }))),
});

/** "Docflows", documents. */
export const docflowDocumentShape = object({
	id: text,
	description: optional(
		object({
			type: optional(text),
			filename: optional(text),
			'content-type': optional(text),
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

/** "Docflow descriptions"; which fields there are depends on the type of the document flow. */
export const docflowDescriptionShape = object({
	'form-version': optional(object({ knd: optional(text), 'form-shortname': optional(text) })),
	'payer-inn': optional(text),
	cu: optional(text),
	recipient: optional(text),
	'original-draft-id': optional(text),
	'period-begin': optional(text),
	'period-end': optional(text),
	'receipt-deadline-date': optional(text),
	'reply-deadline-date': optional(text),
	'replies-status': optional(text),
});

/** "Docflows" and "Inventories". Elements of lists have no documents. */
export const docflowShape = object({
	id: text,
	type: optional(text),
	status: optional(text),
	'success-state': optional(text),
	'organization-id': optional(text),
	/** Without a zone, in Moscow's time. */
	'send-date': optional(text),
	'last-change-date': optional(text),
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
export type DemandCheck = Shaped<typeof demandCheckShape>;

/**
 * "Replies" and "Documents requests" (SEDO): what Kontur generated to be signed and sent. `content` and
 * `data-to-sign` are base64.
 */
export const replyShape = object({
	id: text,
	filename: optional(text),
	content: optional(text),
	'data-to-sign': optional(text),
});
export type Reply = Shaped<typeof replyShape>;

/** "PFR replies", documents; contents are base64. */
export const pfrReplyDocumentShape = object({
	id: text,
	'decrypted-content': optional(text),
	'encrypted-content': optional(text),
	'data-to-sign': optional(text),
});
export type PfrReplyDocument = Shaped<typeof pfrReplyDocumentShape>;

/** "PFR replies". */
export const pfrReplyShape = object({ id: text, documents: optional(listOf(pfrReplyDocumentShape)) });
export type PfrReply = Shaped<typeof pfrReplyShape>;

/** "Event feed". */
export const eventShape = object({
	id: optional(text),
	'account-id': optional(text),
	'docflow-id': optional(text),
	'docflow-type': optional(text),
	'new-state': optional(text),
	'event-date-time': optional(text),
	'docflow-link': optional(linkShape),
});
export type Event = Shaped<typeof eventShape>;

/** "Event feed", a page. */
export const eventPageShape = object({
	'api-events': optional(listOf(eventShape)),
	'first-event-id': optional(text),
	'next-event-id': optional(text),
	'last-event-id': optional(text),
});
export type EventPage = Shaped<typeof eventPageShape>;

/** "Handbooks": an office of an authority. */
export const controlUnitShape = object({ code: text, name: optional(text), type: optional(text) });

/** "Handbooks": a form of the tax office; once for each version of its format. */
export const formShape = object({ knd: text, name: optional(text) });

/** "Reports tables": the forms that an organization files. */
export const reportFormsShape = object({
	forms: optional(
		listOf(
			object({
				'form-id': number,
				'form-short-name': optional(text),
				knd: optional(text),
				okud: optional(text),
			}),
		),
	),
});

/** Lists that the documentation names no fields of but the ID. */
export const identifiedShape = object({ id: text });
