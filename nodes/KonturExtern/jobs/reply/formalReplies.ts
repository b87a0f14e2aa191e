/** How a reply is signed: detached CMS, raw over the data that Kontur provides, or not at all. */
export type ReplySignature = 'cms' | 'raw' | 'none';

// Receipts confirm that a document arrived, and nothing about its content.
const RECEIPTS = [
	'fns534-application-receipt',
	'fns534-cu-letter-receipt',
	'fns534-demand-receipt',
	'fns534-inventory-receipt',
	'fns534-ion-receipt',
	'fns534-letter-receipt',
	'fns534-report-receipt',
	'fns534-submission-receipt',
	'stat-cu-letter-receipt',
	'stat-report-receipt',
];

// Signed notices that a message from the social fund was read.
const READ_NOTICES = [
	'fss-sedo-demand-receipt-notification-message',
	'fss-sedo-pvso-notification-receipt-notification-message',
	'fss-sedo-sick-report-change-notification-receipt-notification-message',
];

// Unsigned marks that a message from the social fund was read.
const READ_MARKS = [
	'fss-sedo-additional-vacation-statement-docs-read-receipt',
	'fss-sedo-additional-vacation-statement-need-doc-read-receipt',
	'fss-sedo-additional-vacation-statement-read-receipt',
	'fss-sedo-appeal-read-receipt',
	'fss-sedo-appeal-reply-read-receipt',
	'fss-sedo-baby-care-vacation-close-notice-read-receipt',
	'fss-sedo-benefit-payment-initiation-read-receipt',
	'fss-sedo-benefit-payment-status-notice-receipt',
	'fss-sedo-billing-information-demand-read-receipt',
	'fss-sedo-billing-information-read-receipt',
	'fss-sedo-demand-read-receipt',
	'fss-sedo-demand-reply-read-receipt',
	'fss-sedo-disability-children-demand-read-receipt',
	'fss-sedo-employee-salary-information-read-receipt',
	'fss-sedo-insured-person-mismatch-receipt',
	'fss-sedo-insured-person-registration-read-receipt',
	'fss-sedo-oved-confirmation-read-receipt',
	'fss-sedo-payment-details-demand-read-receipt',
	'fss-sedo-payment-details-demand-reply-read-receipt',
	'fss-sedo-proactive-expire-notice-read-receipt',
	'fss-sedo-proactive-payments-benefit-receipt',
	'fss-sedo-proactive-payments-demand-receipt',
	'fss-sedo-proactive-payments-reply-read-receipt',
	'fss-sedo-proactive-process-events-notification-read-receipt',
	'fss-sedo-pvso-notification-receipt',
	'fss-sedo-sick-report-change-notification-receipt',
	'fss-warrant-management-read-receipt',
	'fss-warrant-management-response-read-receipt',
];

/**
 * Replies without legal consequences, which may be sent automatically, in the order of sending. A human handles all
 * others.
 * Source: Kontur.Extern documentation, "Replies" (types by document) and SEDO: first a signed read notice, then an
 * unsigned read mark, which ends the exchange.
 */
const FORMAL: ReadonlyMap<string, ReplySignature> = new Map([
	...RECEIPTS.map((type) => [type, 'cms'] as const),
	...READ_NOTICES.map((type) => [type, 'raw'] as const),
	...READ_MARKS.map((type) => [type, 'none'] as const),
]);

const ORDER = [...FORMAL.keys()];

export const isFormal = (replyType: string): boolean => FORMAL.has(replyType);

/** Compares formal replies to one document by their order of sending. */
export const byOrder = (a: string, b: string): number => ORDER.indexOf(a) - ORDER.indexOf(b);

/** Returns how replies of a type are signed; unknown types are signed like most replies. */
export const signatureOf = (replyType: string): ReplySignature => FORMAL.get(replyType) ?? 'cms';

export const ACCEPTANCE = 'fns534-demand-acceptance-result-positive';

/** Tells whether a reply accepts or declines a demand. */
export const isDecision = (replyType: string): boolean =>
	replyType.startsWith('fns534-demand-acceptance-result-');
