/**
 * Types of document flows that an authority starts: demands, letters, mailings and notices, but no responses to what
 * you sent.
 * Source: Kontur.Extern documentation, "Types of document flows".
 */
export const incomingTypes = [
	'fns534-demand',
	'fns534-cu-letter',
	'fns534-cu-broadcast',
	'pfr-cu-letter',
	'stat-cu-letter',
	'stat-cu-broadcast',
	'fss-sedo-demand',
	'fss-sedo-appeal',
	'fss-sedo-broadcast-message',
	'fss-sedo-payment-details-demand',
	'fss-sedo-proactive-payments-demand',
	'fss-sedo-proactive-payments-benefit',
	'fss-sedo-proactive-process-events-notification',
	'fss-sedo-proactive-expire-notice',
	'fss-sedo-proactive-salary-notification',
	'fss-sedo-judicial-restriction',
	'fss-sedo-additional-vacation-statement-need-doc',
	'fss-sedo-sick-report-change-notification',
	'fss-sedo-pvso-notification',
	'fss-sedo-insured-person-mismatch',
	'fss-sedo-benefit-payment-status-notice',
	'fss-sedo-billing-information',
];
