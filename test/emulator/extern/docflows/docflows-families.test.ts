import { familyOf, familyOfDocument, isIncoming } from '../flows';
import { replySignature, replyTypesFor } from '../flows/family';

function repliesTo(document: string): string[] {
	const family = familyOfDocument(document);
	return family ? replyTypesFor(family, document) : [];
}

test.each(['report', 'ion', 'application', 'submission', 'inventory'])(
	'fns534-%s: date, acceptance and refusal are answered by a receipt',
	(name) => {
		for (const kind of ['date-confirmation', 'acceptance-result-positive', 'acceptance-result-negative']) {
			expect(repliesTo(`fns534-${name}-${kind}`)).toEqual([`fns534-${name}-receipt`]);
		}
		expect(repliesTo(`fns534-${name}-description`)).toEqual([]);
	},
);

test.each([
	['fns534-report-processing-result-ok', 'fns534-report-receipt'],
	['fns534-report-processing-result-precise', 'fns534-report-receipt'],
	['fns534-report-acceptance-result-2ndfl-protocol', 'fns534-report-receipt'],
	['fns534-ion-response', 'fns534-ion-receipt'],
	['fns534-application-processing-result-negative', 'fns534-application-receipt'],
	['fns534-letter-decline-notice', 'fns534-letter-receipt'],
	['fns534-cu-letter', 'fns534-cu-letter-receipt'],
	['fns534-demand', 'fns534-demand-receipt'],
	['stat-report-protocol-v2-reject', 'stat-report-receipt'],
	['stat-cu-letter', 'stat-cu-letter-receipt'],
	['fss-warrant-management-response-message', 'fss-warrant-management-response-read-receipt'],
	['fss-sedo-proactive-payments-reply-response-result', 'fss-sedo-proactive-payments-reply-read-receipt'],
	['fss-sedo-demand-reply-result-document', 'fss-sedo-demand-reply-read-receipt'],
	['fss-sedo-insured-person-mismatch-mismatch-message', 'fss-sedo-insured-person-mismatch-receipt'],
	['fss-sedo-proactive-payments-benefit-benefit-message', 'fss-sedo-proactive-payments-benefit-receipt'],
	['fss-sedo-billing-information-billing-information-message', 'fss-sedo-billing-information-read-receipt'],
	[
		'fss-sedo-benefit-payment-status-notice-benefit-status-notice-message',
		'fss-sedo-benefit-payment-status-notice-receipt',
	],
	['fss-sedo-proactive-expire-notice-document', 'fss-sedo-proactive-expire-notice-read-receipt'],
	[
		'fss-sedo-additional-vacation-statement-need-doc-document',
		'fss-sedo-additional-vacation-statement-need-doc-read-receipt',
	],
	[
		'fss-sedo-additional-vacation-statement-docs-result-document',
		'fss-sedo-additional-vacation-statement-docs-read-receipt',
	],
])('%s is answered by %s', (document, reply) => {
	expect(repliesTo(document)).toEqual([reply]);
});

test('notices of direct payments, of sick leaves and demands of the fund want two replies', () => {
	expect(repliesTo('fss-sedo-pvso-notification-notification-message')).toEqual([
		'fss-sedo-pvso-notification-receipt',
		'fss-sedo-pvso-notification-receipt-notification-message',
	]);
	expect(repliesTo('fss-sedo-sick-report-change-notification-notification-message')).toHaveLength(2);
	expect(repliesTo('fss-sedo-demand-demand-message')).toEqual([
		'fss-sedo-demand-read-receipt',
		'fss-sedo-demand-receipt-notification-message',
	]);
});

test('letters to statistics and notifications want none', () => {
	for (const document of ['stat-letter', 'stat-letter-confirmation', 'mvd-notification-epgu-protocol']) {
		expect(repliesTo(document)).toEqual([]);
	}
});

test('signatures: a container for the offices, bare for notices, none for read marks', () => {
	expect(replySignature('fns534-report-receipt')).toBe('cms');
	expect(replySignature('stat-cu-letter-receipt')).toBe('cms');
	expect(replySignature('fss-sedo-demand-receipt-notification-message')).toBe('raw');
	expect(replySignature('fss-sedo-demand-read-receipt')).toBe('none');
	expect(replySignature('fss-sedo-pvso-notification-receipt')).toBe('none');
	expect(replySignature('fss-warrant-management-response-read-receipt')).toBe('none');
});

test('a document belongs to the family with the longest name', () => {
	expect(familyOfDocument('fss-sedo-demand-reply-request')?.type).toBe('fss-sedo-demand-reply');
	expect(familyOfDocument('urn:document:fss-sedo-demand-demand-message')?.type).toBe('fss-sedo-demand');
	expect(familyOfDocument('fns534-demand')?.type).toBe('fns534-demand');
	expect(familyOfDocument('unknown')).toBeUndefined();
	expect(familyOf('fns705-report')).toBeUndefined();
	expect([isIncoming('fss-sedo-appeal'), isIncoming('fss-sedo-appeal-reply')]).toEqual([true, false]);
});
