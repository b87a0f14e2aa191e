/**
 * Types of document flows, `urn:docflow:…`.
 * Source: Kontur.Extern documentation, "Types of document flows"; the last ones come from Kontur's own clients.
 */
export const docflowTypes: Readonly<Record<string, string>> = {
	'fns534-report': 'Tax report (отчет в ФНС)',
	'fns534-ion': 'Reconciliation request to the tax office (ИОН)',
	'fns534-letter': 'Letter to the tax office (письмо в ФНС)',
	'fns534-cu-letter': 'Letter from the tax office (письмо из ФНС)',
	'fns534-cu-broadcast': 'Mailing of the tax office to many (рассылка ФНС)',
	'fns534-submission': 'Documents for the tax office (представление)',
	'fns534-inventory': 'Answer to a demand of the tax office (опись)',
	'fns534-demand': 'Demand of the tax office (требование ФНС)',
	'fns534-application': 'Application on imported goods (заявление о ввозе товаров)',
	'business-registration': 'Business registration (регистрация бизнеса)',
	'pfr-report': 'Pension fund report (сведения ПФР)',
	'pfr-szvtd': 'SZV-TD report (СЗВ-ТД)',
	'pfr-letter': 'Letter to the pension fund (письмо в ПФР)',
	'pfr-cu-letter': 'Letter from the pension fund (письмо из ПФР)',
	'pfr-ios': 'Clarification of payments (уточнение платежей ПФР)',
	'pfr-ancillary': 'Service document of the pension fund (служебный документ ПФР)',
	'sfr-report': 'Social Fund report (отчет в СФР)',
	'stat-report': 'Statistics report (отчет в Росстат)',
	'stat-letter': 'Letter to Rosstat (письмо в Росстат)',
	'stat-cu-letter': 'Letter from Rosstat (письмо из Росстата)',
	'stat-cu-broadcast': 'Mailing of Rosstat to many (рассылка Росстата)',
	'cbrf-report': 'Report to the Bank of Russia (отчет в ЦБ РФ)',
	'mvd-notification': 'Notification to the Interior Ministry (уведомление в МВД)',
	'fss-report': '4-FSS calculation (расчет 4-ФСС)',
	'fss-sick-report': 'Register of direct payments (реестр ПВСО)',
	'fss-warrant-management': 'Social Fund power of attorney (доверенность ФСС)',
	'fss-warrant-management-result': 'Result about a power of attorney (результат по доверенности ФСС)',
	'oved-confirmation': 'Main kind of activity, older channel (подтверждение ОКВЭД)',
	'fss-sedo-oved-confirmation': 'Main kind of activity (подтверждение ОКВЭД, СЭДО)',
	'fss-sedo-provider-subscription': 'Subscription of the operator (подписка оператора СЭДО)',
	'fss-sedo-abonent-subscription': 'Subscription of the employer (подписка страхователя СЭДО)',
	'fss-sedo-abonent-subscription-result':
		'Result of the subscription of the employer (результат подписки страхователя)',
	'fss-sedo-sick-report-change-notification': 'Change of a sick leave (изменение статуса ЭЛН)',
	'fss-sedo-pvso-notification': 'Notice of direct payments (извещение ПВСО)',
	'fss-sedo-proactive-payments-demand': 'Request for data of a benefit (запрос сведений для пособия)',
	'fss-sedo-proactive-payments-reply':
		'Answer to a request for data of a benefit (ответ на запрос сведений для пособия)',
	'fss-sedo-proactive-payments-reply-result':
		'Result of an answer about a benefit (результат ответа на запрос сведений)',
	'fss-sedo-proactive-payments-benefit': 'Payment of a benefit (выплата пособия)',
	'fss-sedo-proactive-process-events-notification': 'Events of a benefit (события проактивного процесса)',
	'fss-sedo-proactive-expire-notice': 'Notice of a missed answer (уведомление о непоступлении ответа)',
	'fss-sedo-proactive-salary-notification': 'Notice about salaries (проактивное уведомление о зарплате)',
	'fss-sedo-insured-person-registration': 'Data of an insured person (сведения о застрахованном лице)',
	'fss-sedo-insured-person-registration-result':
		'Result about an insured person (результат регистрации застрахованного)',
	'fss-sedo-insured-person-mismatch': 'Mismatch about an insured person (несоответствие сведений)',
	'fss-sedo-benefit-payment-initiation': 'Start of a benefit (инициация выплаты пособия)',
	'fss-sedo-benefit-payment-initiation-result':
		'Result of the start of a benefit (результат инициации выплаты)',
	'fss-sedo-benefit-payment-status-notice': 'Status of a benefit (статус выплаты пособия)',
	'fss-sedo-demand': 'Demand of the Social Fund (требование ФСС)',
	'fss-sedo-demand-reply': 'Answer to a demand of the Social Fund (ответ на требование ФСС)',
	'fss-sedo-demand-reply-result': 'Result of an answer to a demand (результат ответа на требование ФСС)',
	'fss-sedo-billing-information-demand': 'Request for a statement of accounts (запрос справки о расчетах)',
	'fss-sedo-billing-information-demand-result':
		'Result of a request for a statement (результат запроса справки)',
	'fss-sedo-billing-information': 'Statement of accounts (справка о расчетах)',
	'fss-sedo-baby-care-vacation-close-notice':
		'End of a child care leave (прекращение отпуска по уходу за ребенком)',
	'fss-sedo-employee-salary-information': 'Salary of an employee (сведения о зарплате сотрудника)',
	'fss-sedo-appeal': 'Message of the Social Fund (обращение СФР)',
	'fss-sedo-appeal-reply': 'Answer to a message of the Social Fund (ответ на обращение СФР)',
	'fss-sedo-disability-children-demand':
		'Refund for days of care for disabled children (возмещение дней ухода за детьми-инвалидами)',
	'fss-sedo-broadcast-message': 'Message of the Social Fund to all (широковещательное сообщение СФР)',
	'fss-sedo-payment-details-demand': 'Request for bank details (запрос платежных реквизитов)',
	'fss-sedo-payment-details-demand-reply':
		'Answer to a request for bank details (ответ на запрос реквизитов)',
	'fss-sedo-additional-vacation-statement': 'Data to pay a leave (сведения для оплаты отпуска)',
	'fss-sedo-additional-vacation-statement-need-doc':
		'Request for documents of a leave (запрос документов для оплаты отпуска)',
	'fss-sedo-additional-vacation-statement-docs':
		'Further documents of a leave (документы для оплаты отпуска)',
	'fss-sedo-judicial-restriction': 'Judicial restriction (судебное ограничение)',
	'fss-sedo-judicial-restriction-reply': 'Answer to a judicial restriction (ответ на судебное ограничение)',
	'fss-sedo-receipt-notification-result':
		'Result of a confirmation of reading (результат подтверждения прочтения)',
	'fss-sedo-error': 'Error of the exchange with the Social Fund (ошибка СЭДО)',
	'fns705-report': 'Tax report, old format (отчет ФНС 705)',
	'fns705-letter-incoming': 'Letter from the tax office, old format (письмо из ФНС 705)',
	'fns705-letter-outgoing': 'Letter to the tax office, old format (письмо в ФНС 705)',
	'fms-notification': 'Notification to the migration service (уведомление ФМС)',
	'fms-notification-grouped': 'Group notification to the migration service (групповое уведомление ФМС)',
	'fms-registration': 'Registration with the migration service (регистрация ФМС)',
};
