import type { Documents } from './documents';

const documentsRequest = 'Documents request (запрос на получение документов)';
const document = 'Document (документ)';
const request = 'Request (запрос)';
const attachment = 'Attachment (приложение)';
const taken = 'Portal reception result (результат приема порталом)';
const result = 'Processing result (результат обработки)';
const readMark = 'Read mark (отметка о прочтении)';
const exchangeError = 'Exchange error (ошибка взаимодействия с СЭДО)';
const processingError = 'Processing error (ошибка обработки)';
const demand = 'Demand (требование ФСС)';
const statement = 'Settlement statement (справка о расчетах)';
const dateConfirmation = 'Send date confirmation (подтверждение даты отправки)';

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
	'receipt-notification-message': 'Read notice (извещение о прочтении)',
	'receipt-notification-receipt-message': 'Read notice result (результат прочтения)',
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
	error: 'Error message (сообщение об ошибке)',
	'error-receipt': 'Error receipt (квитанция с ошибками)',
	receipt: 'Receipt (квитанция)',
};

/**
 * Social fund documents, mostly from its exchange with employers (SEDO).
 * Source: Kontur.Extern documentation, "Types of document flows"; some come from Kontur's own clients.
 */
export const socialFundDocuments: Documents = {
	'fss-report': { '': '4-FSS calculation (расчет 4-ФСС)', ...register },
	'fss-sick-report': { '': 'Sick leave register (реестр больничных листов)', ...register },
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
		'request-soap-message': 'Request as sent (SOAP-сообщение запроса)',
		'request-result': 'Request result (результат запроса)',
		'processing-result': result,
		'processing-result-request-soap-message': documentsRequest,
	},
	sedo: {
		attachment: 'Attachment (вложение)',
		application: 'Attachment appendix (приложение к вложению)',
		'application-printed-form': 'Appendix print form (печатная форма приложения)',
		// Kontur's documentation has both spellings.
		'message-response': 'Social fund response (ответ СЭДО)',
		'message-responce': 'Social fund response (ответ СЭДО)',
	},
	'fss-sedo-oved-confirmation': {
		...outgoing,
		'request-fuf': 'Business activity application (заявление об ОКВЭД)',
		attachment: 'Explanatory note (пояснительная записка)',
		'insurance-premiums-amount-notification-document': 'Premium rate notice (уведомление о размере взносов)',
	},
	'fss-sedo-provider-subscription': {
		'subscribe-request-for-registration-number': 'Subscription (подписка оператора)',
		'unsubscribe-request-for-registration-number': 'Unsubscribe request (отписка оператора)',
		receipt: taken,
		'subscribe-result': 'Subscription result (результат подписки)',
		...errors,
	},
	'fss-sedo-abonent-subscription': {
		'subscribe-request-for-snils': 'Subscription by SNILS (подписка страхователя)',
		'subscribe-request-for-registration-number': 'Subscription by number (подписка страхователя)',
		'unsubscribe-request-for-snils': 'Unsubscribe request by SNILS (отписка страхователя)',
		'unsubscribe-request-for-registration-number': 'Unsubscribe request by number (отписка страхователя)',
		receipt: taken,
		'subscribe-result-for-snils': 'Subscription result (результат подписки)',
		'subscribe-result-for-registration-number': 'Subscription result (результат подписки)',
		...errors,
	},
	'fss-sedo-abonent-subscription-result': {
		'status-request-message': documentsRequest,
		'subscribe-status-for-snils': 'Subscription status (состояние подписки)',
		'subscribe-status-for-registration-number': 'Subscription status (состояние подписки)',
		...errors,
	},
	'fss-sedo-sick-report-change-notification': {
		...earlierIncoming,
		'notification-message': 'Sick leave change (изменение статуса ЭЛН)',
		...signedReading,
	},
	'fss-sedo-pvso-notification': {
		...earlierIncoming,
		'notification-message': 'Notice of direct payments (извещение ПВСО)',
		...signedReading,
	},
	'fss-sedo-proactive-payments-demand': {
		...earlierIncoming,
		'demand-message': 'Data request (документ запроса)',
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
		'mismatch-message': 'Data mismatch (документ с информацией)',
	},
	'fss-sedo-benefit-payment-initiation': outgoing,
	'fss-sedo-benefit-payment-initiation-result': { ...statusResult, ...errors },
	'fss-sedo-benefit-payment-status-notice': {
		...earlierIncoming,
		'benefit-status-notice-message': 'Benefit payment status (статус выплаты пособия)',
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
	'fss-sedo-appeal': { ...incoming, document: 'Message from the social fund (документ письма)' },
	'fss-sedo-appeal-reply': { ...outgoing, attachment },
	'fss-sedo-disability-children-demand': {
		...outgoing,
		'decline-notice-document': 'Rejection notice (уведомление об отказе)',
	},
	'fss-sedo-broadcast-message': { document: 'Broadcast message (широковещательное сообщение)' },
	'fss-sedo-payment-details-demand': incoming,
	'fss-sedo-payment-details-demand-reply': outgoing,
	'fss-sedo-additional-vacation-statement': {
		...outgoing,
		'received-document': 'Interim result (промежуточный результат)',
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
