/** Document names by document flow type, then by the rest of the document type. */
export type Documents = Readonly<Record<string, Readonly<Record<string, string>>>>;

const description = 'Service description (описание)';
const attachment = 'Attachment (приложение)';
const warrant = 'Power of attorney (доверенность)';
const dateConfirmation = 'Send date confirmation (подтверждение даты отправки)';
const receipt = 'Notice of receipt (извещение о получении)';
const accepted = 'Acceptance receipt (квитанция о приеме)';
const refused = 'Rejection notice (уведомление об отказе)';
const protocol = 'Protocol (протокол)';
const letter = 'Letter (письмо)';
const acknowledgement = 'Confirmation of receipt (подтверждение получения)';
const deliveryNotice = 'Delivery notice (уведомление о доставке)';
const errorDescription = 'Error description (описание ошибки)';
const clarification = 'Clarification notice (уведомление об уточнении)';
const checkProtocol = 'Check protocol (протокол проверки)';
const request = 'Request (запрос)';
const result = 'Processing result (результат обработки)';

const taxLetter = { description, attachment, 'date-confirmation': dateConfirmation, receipt };
const taxAnswer = {
	receipt,
	'date-confirmation': dateConfirmation,
	'acceptance-result-positive': accepted,
	'acceptance-result-negative': refused,
};
const taxDocuments = {
	message: 'Submission to the tax office (представление)',
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
	'protocol-negative': 'Rejection protocol (отрицательный протокол)',
	'protocol-positive': 'Acceptance protocol (положительный протокол)',
	receipt,
};

/** Source: Kontur.Extern documentation, "Types of document flows"; some come from Kontur's own clients. */
export const authorityDocuments: Documents = {
	'fns534-report': {
		'': 'Tax report (декларация)',
		description,
		attachment,
		'attachment-info': 'Attachment details (сведения о приложении)',
		warrant,
		'legacy-warrant': 'Power-of-attorney message (сообщение о представительстве)',
		...taxAnswer,
		'acceptance-result-2ndfl-protocol': '2-NDFL acceptance protocol (протокол приема 2-НДФЛ)',
		'acceptance-result-2ndfl-registry': '2-NDFL register (реестр 2-НДФЛ)',
		'processing-result-ok': 'Data entry notice (извещение о вводе)',
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
		'': 'Mass mailing (рассылка)',
		description,
		attachment,
		'date-confirmation': dateConfirmation,
	},
	'fns534-submission': taxDocuments,
	'fns534-inventory': taxDocuments,
	'fns534-demand': {
		'': 'Demand description (описание требования)',
		description,
		attachment: 'Demand (требование)',
		decrypted: 'Decrypted demand (расшифрованное требование)',
		...taxAnswer,
	},
	'fns534-application': {
		'': 'Application (заявление)',
		description,
		warrant,
		...taxAnswer,
		'processing-result-positive': 'Mark placed on the application (сообщение о проставлении отметки)',
		'processing-result-negative': 'Mark refused (отказ в проставлении отметки)',
		'check-protocol': checkProtocol,
		'union-check-protocol': checkProtocol,
		revocation: 'Application withdrawal (отзыв заявления)',
	},
	'business-registration': {
		'': 'Business registration (регистрация бизнеса)',
		inventory: 'Document inventory (опись документов)',
		duty: 'State duty payment (госпошлина)',
		application: 'Application (заявление)',
		'application-usn': 'Application for simplified taxation (заявление на УСН)',
		'founding-document': 'Founding document (учредительный документ)',
		'founding-document-correction':
			'Amendments to the founding document (изменения в учредительный документ)',
		attachment: 'Other document (иной документ)',
		'incoming-attachment': 'Other document (иной документ)',
		'check-protocol': 'Documents cannot be processed (сообщение о невозможности обработки)',
		receipt: 'Receipt for the documents (расписка в получении)',
		'acceptance-result-negative': 'Registration refusal (решение об отказе)',
		'acceptance-result-suspension': 'Suspension of registration (решение о приостановлении)',
		'registration-notice': 'Notice of registration (уведомление о постановке на учет)',
		'registration-certificate': 'Certificate of registration (свидетельство о постановке на учет)',
		'deregistration-notice': 'Notice of deregistration (уведомление о снятии с учета)',
		'egrip-extract': 'Entrepreneur register extract (выписка ЕГРИП)',
		'egrul-extract': 'Company register extract (выписка ЕГРЮЛ)',
		'decline-notice': 'Documents not considered (оставление без рассмотрения)',
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
		'protocol-appendix': 'Protocol appendix (приложение к протоколу)',
		'protocol-check': checkProtocol,
		'protocol-receipt': 'Confirmation of the protocol (подтверждение протокола)',
		'protocol-refinement-notice': 'Error correction notice (уведомление об устранении ошибок)',
		'protocol-refinement-notice-receipt': deliveryNotice,
		'decline-notice': 'Package rejection (отказ в приеме пакета)',
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
		'rejection-notice': 'Package rejection (отказ в приеме пакета)',
		'reception-result-positive': 'Positive result (результат рассмотрения, положительный)',
		'reception-result-negative': 'Negative result (результат рассмотрения, отрицательный)',
		'reception-result-receipt': deliveryNotice,
	},
	'sfr-report': {
		'report-document': 'Social fund report (отчет в СФР)',
		attachment,
		'package-description': 'Package description (ОСП)',
		acknowledgement: 'Delivery notice (УОД)',
		'protocol-check': 'Unified check protocol (УППО)',
		'protocol-refinement-notice': 'Error correction notice (УУОН-ПУ)',
		'protocol-refinement-notice-receipt': 'Delivery notice (УОД)',
		'decline-notice': 'Package rejection (УОПП)',
		'impossible-delivery-notice': 'Non-delivery notice (УОНД)',
	},
	'stat-report': {
		'': 'Statistics report (отчет в Росстат)',
		description,
		'date-confirmation': dateConfirmation,
		'report-attachment': attachment,
		receipt,
		'protocol-positive': 'Acceptance protocol (положительный протокол)',
		'protocol-negative': 'Rejection protocol (отрицательный протокол)',
		'protocol-v2-positive': 'Notice of acceptance (уведомление о приеме в обработку)',
		'protocol-v2-negative': 'Format error notice (уведомление о несоответствии формату)',
		'protocol-v2-precise': clarification,
		'protocol-v2-reject': 'Rejection notice (уведомление об отклонении)',
	},
	'stat-letter': { '': letter, description, attachment, receipt, confirmation: dateConfirmation },
	'stat-cu-letter': { '': letter, description, attachment, receipt, confirmation: dateConfirmation },
	'stat-cu-broadcast': {
		letter: 'Mass mailing (рассылка)',
		description,
		attachment,
		confirmation: dateConfirmation,
	},
	'cbrf-report': {
		'': 'Report to the Bank of Russia (отчет в ЦБ РФ)',
		'report-v2': 'Report to the Bank of Russia (отчет в ЦБ РФ)',
		'esod-receipt': 'Reception result (результат приема отчета)',
		'reception-result': 'Reception notice (сообщение о приеме)',
		'status-info': 'Technical document (технологический документ)',
		'processing-status': result,
		'processing-result': result,
		'processing-error-protocol': 'Error protocol (протокол ошибок)',
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
		'notification-unregister': 'Departure notification (уведомление об убытии)',
		attachment,
		...migration,
	},
	'fms-registration': { '': 'Registration with the migration service (регистрация ФМС)', ...migration },
	error: {
		'': 'Error message (сообщение об ошибке)',
		notification: 'Error notice (уведомление об ошибке)',
		'description-for-abonent': 'How to resolve the error (описание действий при ошибке)',
	},
	'pfr-package': { description: 'Package description (ОСП)' },
	'query-result': { '': 'Request result (результат запроса)' },
};
