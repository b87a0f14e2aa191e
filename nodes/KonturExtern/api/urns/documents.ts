/** Names of documents by the type of their document flow, then by the rest of their own type. */
export type Documents = Readonly<Record<string, Readonly<Record<string, string>>>>;

const description = 'Description for the service (описание)';
const attachment = 'Attachment (приложение)';
const warrant = 'Power of attorney (доверенность)';
const dateConfirmation = 'Confirmation of the date of sending (подтверждение даты отправки)';
const receipt = 'Notice of receipt (извещение о получении)';
const accepted = 'Receipt of acceptance (квитанция о приеме)';
const refused = 'Notice of refusal (уведомление об отказе)';
const protocol = 'Protocol (протокол)';
const letter = 'Letter (письмо)';
const acknowledgement = 'Confirmation of receipt (подтверждение получения)';
const deliveryNotice = 'Notice of delivery (уведомление о доставке)';
const errorDescription = 'Description of the error (описание ошибки)';
const clarification = 'Notice of clarification (уведомление об уточнении)';
const checkProtocol = 'Protocol of checks (протокол проверки)';
const request = 'Request (запрос)';
const result = 'Result of processing (результат обработки)';

const taxLetter = { description, attachment, 'date-confirmation': dateConfirmation, receipt };
const taxAnswer = {
	receipt,
	'date-confirmation': dateConfirmation,
	'acceptance-result-positive': accepted,
	'acceptance-result-negative': refused,
};
const taxDocuments = {
	message: 'Documents for the tax office (представление)',
	description,
	attachment,
	warrant,
	...taxAnswer,
};
const pensionLetter = {
	'': letter,
	description,
	attachment,
	'transport-info': 'Transport information (транспортная информация)',
	'letter-acknowledgement': acknowledgement,
	'error-description': errorDescription,
};
const migration = {
	description,
	'date-confirmation': dateConfirmation,
	'protocol-negative': 'Protocol of refusal (отрицательный протокол)',
	'protocol-positive': 'Protocol of acceptance (положительный протокол)',
	receipt,
};

/** Source: Kontur.Extern documentation, "Types of document flows"; some come from Kontur's own clients. */
export const authorityDocuments: Documents = {
	'fns534-report': {
		'': 'Tax report (декларация)',
		description,
		attachment,
		'attachment-info': 'About the attachment (сведения о приложении)',
		warrant,
		'legacy-warrant': 'Message of representation (сообщение о представительстве)',
		...taxAnswer,
		'acceptance-result-2ndfl-protocol': 'Protocol of 2-NDFL (протокол приема 2-НДФЛ)',
		'acceptance-result-2ndfl-registry': 'Register of 2-NDFL (реестр 2-НДФЛ)',
		'processing-result-ok': 'Notice of entry (извещение о вводе)',
		'processing-result-precise': clarification,
	},
	'fns534-ion': { request, description, warrant, response: 'Response (ответ)', ...taxAnswer },
	'fns534-letter': {
		'': 'Letter to the tax office (обращение)',
		...taxLetter,
		'decline-notice': refused,
		warrant,
	},
	'fns534-cu-letter': { '': letter, ...taxLetter },
	'fns534-cu-broadcast': {
		'': 'Mailing (рассылка)',
		description,
		attachment,
		'date-confirmation': dateConfirmation,
	},
	'fns534-submission': taxDocuments,
	'fns534-inventory': taxDocuments,
	'fns534-demand': {
		'': 'Description of the demand (описание требования)',
		description,
		attachment: 'The demand itself (требование)',
		decrypted: 'Decrypted demand (расшифрованное требование)',
		...taxAnswer,
	},
	'fns534-application': {
		'': 'Application (заявление)',
		description,
		warrant,
		...taxAnswer,
		'processing-result-positive': 'Mark on the application (сообщение о проставлении отметки)',
		'processing-result-negative': 'Refusal of the mark (отказ в проставлении отметки)',
		'check-protocol': checkProtocol,
		'union-check-protocol': checkProtocol,
		revocation: 'Withdrawal of the application (отзыв заявления)',
	},
	'business-registration': {
		'': 'Business registration (регистрация бизнеса)',
		inventory: 'List of the documents (опись документов)',
		duty: 'Payment of the duty (госпошлина)',
		application: 'Application (заявление)',
		'application-usn': 'Application for the simplified system (заявление на УСН)',
		'founding-document': 'Founding document (учредительный документ)',
		'founding-document-correction': 'Changes of the founding document (изменения в учредительный документ)',
		attachment: 'Other document (иной документ)',
		'incoming-attachment': 'Other document (иной документ)',
		'check-protocol': 'Documents cannot be processed (сообщение о невозможности обработки)',
		receipt: 'Receipt for the documents (расписка в получении)',
		'acceptance-result-negative': 'Refusal of registration (решение об отказе)',
		'acceptance-result-suspension': 'Suspension of registration (решение о приостановлении)',
		'registration-notice': 'Notice of registration (уведомление о постановке на учет)',
		'registration-certificate': 'Certificate of registration (свидетельство о постановке на учет)',
		'deregistration-notice': 'Notice of deregistration (уведомление о снятии с учета)',
		'egrip-extract': 'Record of the entrepreneur (выписка ЕГРИП)',
		'egrul-extract': 'Record of the company (выписка ЕГРЮЛ)',
		'decline-notice': 'Documents left without consideration (оставление без рассмотрения)',
		'cu-letter': 'Information letter (информационное письмо)',
		patent: 'Patent (патент)',
		'patent-decline-notice': refused,
	},
	'pfr-report': {
		'': 'Pension fund report (пачка ПФР)',
		'report-v2': 'Pension fund report (отчетность ПФР)',
		description,
		attachment,
		acknowledgement,
		'acknowledgement-v2': deliveryNotice,
		protocol,
		'protocol-appendix': 'Appendix of the protocol (приложение к протоколу)',
		'protocol-check': checkProtocol,
		'protocol-refinement-notice': 'Notice to correct errors (уведомление об устранении ошибок)',
		'protocol-refinement-notice-receipt': deliveryNotice,
		'decline-notice': 'Refusal of the package (отказ в приеме пакета)',
		'error-description': errorDescription,
	},
	'pfr-letter': pensionLetter,
	'pfr-cu-letter': pensionLetter,
	'pfr-ios': {
		request,
		description,
		'request-acknowledgement': acknowledgement,
		response: 'Response (ответ)',
		'response-attachment': attachment,
		'response-acknowledgement': acknowledgement,
		'error-description': errorDescription,
	},
	'pfr-ancillary': {
		document: 'Service document (служебный документ)',
		attachment,
		'delivery-notice': deliveryNotice,
		'rejection-notice': 'Refusal of the package (отказ в приеме пакета)',
		'reception-result-positive': 'Positive result (результат рассмотрения, положительный)',
		'reception-result-negative': 'Negative result (результат рассмотрения, отрицательный)',
		'reception-result-receipt': deliveryNotice,
	},
	'sfr-report': {
		'report-document': 'Social Fund report (отчет в СФР)',
		attachment,
		'package-description': 'List of the package (ОСП)',
		acknowledgement: 'Notice of delivery (УОД)',
		'protocol-check': 'Unified protocol of checks (УППО)',
		'protocol-refinement-notice': 'Notice to correct errors (УУОН-ПУ)',
		'protocol-refinement-notice-receipt': 'Notice of delivery (УОД)',
		'decline-notice': 'Refusal of the package (УОПП)',
		'impossible-delivery-notice': 'Delivery was impossible (УОНД)',
	},
	'stat-report': {
		'': 'Statistics report (отчет в Росстат)',
		description,
		'date-confirmation': dateConfirmation,
		'report-attachment': attachment,
		receipt,
		'protocol-positive': 'Protocol of acceptance (положительный протокол)',
		'protocol-negative': 'Protocol of refusal (отрицательный протокол)',
		'protocol-v2-positive': 'Notice of acceptance (уведомление о приеме в обработку)',
		'protocol-v2-negative': 'Wrong format (уведомление о несоответствии формату)',
		'protocol-v2-precise': clarification,
		'protocol-v2-reject': 'Notice of refusal (уведомление об отклонении)',
	},
	'stat-letter': { '': letter, description, attachment, receipt, confirmation: dateConfirmation },
	'stat-cu-letter': { '': letter, description, attachment, receipt, confirmation: dateConfirmation },
	'stat-cu-broadcast': {
		letter: 'Mailing (рассылка)',
		description,
		attachment,
		confirmation: dateConfirmation,
	},
	'cbrf-report': {
		'': 'Report to the Bank of Russia (отчет в ЦБ РФ)',
		'report-v2': 'Report to the Bank of Russia (отчет в ЦБ РФ)',
		'esod-receipt': 'Result of reception (результат приема отчета)',
		'reception-result': 'Message of reception (сообщение о приеме)',
		'status-info': 'Technical document (технологический документ)',
		'processing-status': result,
		'processing-result': result,
		'processing-error-protocol': 'Protocol of errors (протокол ошибок)',
	},
	'mvd-notification': {
		'epgu-notification': 'Notification to the Interior Ministry (уведомление в МВД)',
		description,
		'epgu-receipt': 'Receipt (квитанция о получении)',
		'epgu-protocol': result,
	},
	'fns705-report': {
		'': 'Tax report, old format (отчет ФНС 705)',
		conf: 'Confirmation (подтверждение)',
		comment: 'Comment (комментарий)',
		protocol,
		'final-insp-protocol': protocol,
	},
	'fms-notification': {
		'': 'Notification to the migration service (уведомление ФМС)',
		'notification-unregister': 'Notification of leaving (уведомление об убытии)',
		attachment,
		...migration,
	},
	'fms-registration': { '': 'Registration with the migration service (регистрация ФМС)', ...migration },
	error: {
		'': 'Message of an error (сообщение об ошибке)',
		notification: 'Notice of an error (уведомление об ошибке)',
		'description-for-abonent': 'What to do about the error (описание действий при ошибке)',
	},
	'pfr-package': { description: 'List of the package (ОСП)' },
	'query-result': { '': 'Result of the request (результат запроса)' },
};
