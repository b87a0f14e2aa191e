import type { Documents } from './documents';

const documentsRequest = 'Request for the documents (запрос на получение документов)';
const document = 'Document (документ)';
const request = 'Request (запрос)';
const attachment = 'Attachment (приложение)';
const taken = 'Taken by the portal (результат приема порталом)';
const result = 'Result of processing (результат обработки)';
const readMark = 'Mark of reading (отметка о прочтении)';
const exchangeError = 'Error of the exchange (ошибка взаимодействия с СЭДО)';
const processingError = 'Error of processing (ошибка обработки)';
const demand = 'Demand (требование ФСС)';
const statement = 'Statement of accounts (справка о расчетах)';
const dateConfirmation = 'Confirmation of the date of sending (подтверждение даты отправки)';

const errors = { 'error-message': processingError, 'exchange-error': exchangeError };
const outgoing = {
	request,
	'reception-result': taken,
	'result-document': result,
	'read-receipt': readMark,
	...errors,
};
const earlierOutgoing = {
	request,
	receipt: taken,
	'response-result': result,
	'read-receipt': readMark,
	...errors,
};
const shown = { 'request-message': documentsRequest, document, 'exchange-error': exchangeError };
const incoming = { ...shown, 'read-receipt': readMark };
const earlierIncoming = { 'request-message': documentsRequest, receipt: readMark, ...errors };
const signedReading = {
	'receipt-notification-message': 'Notice of reading (извещение о прочтении)',
	'receipt-notification-receipt-message': 'Result of the notice of reading (результат прочтения)',
};
const statusResult = {
	'request-message': documentsRequest,
	'status-document': result,
	'exchange-error': exchangeError,
};
const serverResult = {
	'status-request-message': documentsRequest,
	'response-result': result,
	...errors,
};
const register = {
	'date-confirmation': dateConfirmation,
	error: 'Message of an error (сообщение об ошибке)',
	'error-receipt': 'Receipt with errors (квитанция с ошибками)',
	receipt: 'Receipt (квитанция)',
};

/**
 * Documents of the Social Fund, most of them of its exchange with employers (SEDO).
 * Source: Kontur.Extern documentation, "Types of document flows"; some come from Kontur's own clients.
 */
export const socialFundDocuments: Documents = {
	'fss-report': { '': '4-FSS calculation (расчет 4-ФСС)', ...register },
	'fss-sick-report': { '': 'Register of sick leaves (реестр больничных листов)', ...register },
	'fss-warrant-management': {
		'request-message': request,
		'request-document': 'Power of attorney (исходный документ)',
		'reception-result': taken,
		'response-message': result,
		'response-read-receipt': readMark,
		'read-receipt': readMark,
		...errors,
	},
	'fss-warrant-management-result': { ...statusResult, ...errors },
	'oved-confirmation': {
		request,
		'request-soap-message': 'Request as it was sent (SOAP-сообщение запроса)',
		'request-result': 'Result of the request (результат запроса)',
		'processing-result': result,
		'processing-result-request-soap-message': documentsRequest,
	},
	sedo: {
		attachment: 'Attachment (вложение)',
		application: 'Appendix of the attachment (приложение к вложению)',
		'application-printed-form': 'Print form of the appendix (печатная форма приложения)',
		// Kontur's documentation has both spellings.
		'message-response': 'Answer of the Social Fund (ответ СЭДО)',
		'message-responce': 'Answer of the Social Fund (ответ СЭДО)',
	},
	'fss-sedo-oved-confirmation': {
		...outgoing,
		'request-fuf': 'Application about the kind of activity (заявление об ОКВЭД)',
		attachment: 'Explanation (пояснительная записка)',
		'insurance-premiums-amount-notification-document': 'Rate of the premiums (уведомление о размере взносов)',
	},
	'fss-sedo-provider-subscription': {
		'subscribe-request-for-registration-number': 'Subscription (подписка оператора)',
		'unsubscribe-request-for-registration-number': 'End of the subscription (отписка оператора)',
		receipt: taken,
		'subscribe-result': 'Result of the subscription (результат подписки)',
		...errors,
	},
	'fss-sedo-abonent-subscription': {
		'subscribe-request-for-snils': 'Subscription by SNILS (подписка страхователя)',
		'subscribe-request-for-registration-number': 'Subscription by number (подписка страхователя)',
		'unsubscribe-request-for-snils': 'End of the subscription by SNILS (отписка страхователя)',
		'unsubscribe-request-for-registration-number': 'End of the subscription by number (отписка страхователя)',
		receipt: taken,
		'subscribe-result-for-snils': 'Result of the subscription (результат подписки)',
		'subscribe-result-for-registration-number': 'Result of the subscription (результат подписки)',
		...errors,
	},
	'fss-sedo-abonent-subscription-result': {
		'status-request-message': documentsRequest,
		'subscribe-status-for-snils': 'State of the subscription (состояние подписки)',
		'subscribe-status-for-registration-number': 'State of the subscription (состояние подписки)',
		...errors,
	},
	'fss-sedo-sick-report-change-notification': {
		...earlierIncoming,
		'notification-message': 'Change of a sick leave (изменение статуса ЭЛН)',
		...signedReading,
	},
	'fss-sedo-pvso-notification': {
		...earlierIncoming,
		'notification-message': 'Notice of direct payments (извещение ПВСО)',
		...signedReading,
	},
	'fss-sedo-proactive-payments-demand': {
		...earlierIncoming,
		'demand-message': 'Request for data (документ запроса)',
	},
	'fss-sedo-proactive-payments-reply': earlierOutgoing,
	'fss-sedo-proactive-payments-reply-result': serverResult,
	'fss-sedo-proactive-payments-benefit': {
		...earlierIncoming,
		'benefit-message': 'Payments (документ с выплатами)',
	},
	'fss-sedo-proactive-process-events-notification': {
		'request-message': documentsRequest,
		'proactive-process-events-notification-message': 'Notice (извещение)',
		'read-receipt': readMark,
		'exchange-error': exchangeError,
	},
	'fss-sedo-proactive-expire-notice': incoming,
	'fss-sedo-proactive-salary-notification': shown,
	'fss-sedo-insured-person-registration': earlierOutgoing,
	'fss-sedo-insured-person-registration-result': serverResult,
	'fss-sedo-insured-person-mismatch': {
		...earlierIncoming,
		'mismatch-message': 'Mismatch (документ с информацией)',
	},
	'fss-sedo-benefit-payment-initiation': outgoing,
	'fss-sedo-benefit-payment-initiation-result': { ...statusResult, ...errors },
	'fss-sedo-benefit-payment-status-notice': {
		...earlierIncoming,
		'benefit-status-notice-message': 'Status of a benefit (статус выплаты пособия)',
	},
	'fss-sedo-demand': {
		'request-message': documentsRequest,
		'demand-message': demand,
		...signedReading,
		'read-receipt': readMark,
		...errors,
	},
	'fss-sedo-demand-reply': { ...outgoing, attachment },
	'fss-sedo-demand-reply-result': statusResult,
	'fss-sedo-billing-information-demand': { ...outgoing, 'billing-information-message': statement },
	'fss-sedo-billing-information-demand-result': statusResult,
	'fss-sedo-billing-information': {
		'request-message': documentsRequest,
		'billing-information-message': statement,
		'read-receipt': readMark,
		'exchange-error': exchangeError,
	},
	'fss-sedo-baby-care-vacation-close-notice': outgoing,
	'fss-sedo-employee-salary-information': outgoing,
	'fss-sedo-appeal': { ...incoming, document: 'Message of the Social Fund (документ письма)' },
	'fss-sedo-appeal-reply': { ...outgoing, attachment },
	'fss-sedo-disability-children-demand': {
		...outgoing,
		'decline-notice-document': 'Notice of refusal (уведомление об отказе)',
	},
	'fss-sedo-broadcast-message': { document: 'Message to all (широковещательное сообщение)' },
	'fss-sedo-payment-details-demand': incoming,
	'fss-sedo-payment-details-demand-reply': outgoing,
	'fss-sedo-additional-vacation-statement': {
		...outgoing,
		'received-document': 'Result of a first look (промежуточный результат)',
	},
	'fss-sedo-additional-vacation-statement-need-doc': incoming,
	'fss-sedo-additional-vacation-statement-docs': outgoing,
	'fss-sedo-judicial-restriction': shown,
	'fss-sedo-judicial-restriction-reply': {
		request,
		'reception-result': taken,
		'result-document': result,
		...errors,
	},
	'fss-sedo-error': { 'request-message': documentsRequest, 'exchange-error': exchangeError },
};
