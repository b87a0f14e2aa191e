type Names = Readonly<Record<string, string>>;

/** Document flow statuses, `urn:docflow-common-status:…`. Source: documentation, "Statuses". */
export const docflowStatuses: Names = {
	sent: 'Sent (отправлен)',
	delivered: 'Delivered (доставлен)',
	'response-arrived': 'Response arrived (получен ответ)',
	'response-processed': 'Response processed (ответ обработан)',
	finished: 'Finished (завершен)',
	received: 'Received (получен)',
	arrived: 'Arrived, receipt confirmed (получен, подтвержден)',
	processed: 'Processed (обработан)',
};

/** Outcomes of a document flow, `urn:docflow-state:…`. */
export const successStates: Names = {
	neutral: 'Undecided (не определено)',
	successful: 'Successful (успешно)',
	failed: 'Rejected or failed (ошибка или отказ)',
	warning: 'Accepted with remarks (есть претензии)',
};

export const extendedStatuses: Names = {
	'partially-successful': 'Partly successful (частично успешно)',
};

/** Events of a document flow in the event feed, `urn:transaction:…`. Source: documentation, "Event feed". */
export const eventStates: Names = {
	report: 'Report sent (отправлен отчет)',
	'report-receipt': 'Report reached the authority (отчет получен)',
	'receipt-report-cu': 'Report reached the authority (отчет получен)',
	'receipt-date-confirmation-cu': 'Date confirmation reached the authority (подтверждение даты у органа)',
	'receipt-date-confirmation-abonent': 'You received the date confirmation (подтверждение даты у абонента)',
	'acceptance-result-positive': 'Accepted (принято)',
	'acceptance-result-negative': 'Rejected (отказ в приеме)',
	'acceptance-result-2ndfl': '2-NDFL accepted (2-НДФЛ принят)',
	'acceptance-result': 'Delivered to the portal (доставлено на портал ФСС)',
	'receipt-acceptance-result-abonent': 'You confirmed the result (результат приема подтвержден абонентом)',
	'receipt-acceptance-result-provider':
		'Operator confirmed the result (результат приема подтвержден спецоператором)',
	'processing-result-ok': 'Processed (обработано успешно)',
	'processing-result-precise': 'Clarification needed (требуется уточнение)',
	'processing-result-positive': 'Receipt generated (сформирована квитанция)',
	'processing-result-negative': 'Unreadable or wrong format (ошибка расшифровки или формата)',
	'processing-result-suppositive': 'Content error (ошибка логического контроля)',
	'receipt-processing-result-abonent': 'You confirmed the result (результат обработки подтвержден абонентом)',
	'receipt-processing-result-provider':
		'Operator confirmed the result (результат подтвержден спецоператором)',
	'processing-result-v2-positive': 'Application processed (заявление обработано)',
	'processing-result-v2-negative': 'Mark on the application refused (отказ в отметке)',
	'receipt-processing-result-v2-abonent':
		'You confirmed the mark (результат обработки подтвержден абонентом)',
	request: 'Request sent (отправлен запрос)',
	'receipt-request-cu': 'Request reached the authority (запрос в инспекции)',
	response: 'Response arrived (получен ответ на запрос)',
	'receipt-response-abonent': 'You confirmed the response (ответ подтвержден абонентом)',
	'receipt-response-provider': 'Operator confirmed the response (ответ подтвержден спецоператором)',
	'respondent-letter': 'Letter sent (отправлено письмо)',
	'respondent-letter-receipt': 'Letter delivered (письмо доставлено)',
	'respondent-upfr-error': 'Letter reception failed (ошибка приема письма)',
	'receipt-cu': 'Reached the authority (получено органом)',
	decline: 'Letter rejected (в обработке письма отказано)',
	'cu-letter': 'Letter arrived (письмо от органа)',
	'cu-letter-receipt': 'You read the letter (письмо прочитано)',
	'cu-upfr-error': 'Letter receipt reception failed (ошибка приема квитанции)',
	'cu-group-letter': 'Mass mailing arrived (групповая рассылка)',
	'group-letter-receipt-abonent': 'You received the mass mailing (рассылка получена)',
	'date-confirmation': 'Date confirmed by the operator (подтверждение даты)',
	'letter-receipt-abonent': 'You received the letter (письмо получено)',
	message: 'Submission sent (отправлено представление)',
	document: 'Demand arrived (требование)',
	'receipt-abonent': 'You confirmed reading (прочтение подтверждено)',
	// Kontur's spelling.
	'receiption-result-abonent-positive': 'You accepted the demand (требование принято)',
	'receiption-result-abonent-negative': 'You declined the demand (отказ в приеме требования)',
	'receiption-result-cu': 'Authority received your acceptance or decline (квитанция или отказ у инспекции)',
	application: 'Application sent (отправлено заявление)',
	'report-acknowledgement': 'Report delivered (отчет доставлен)',
	'report-upfr-error': 'Processing failed at the authority (ошибка обработки отчета)',
	'protocol-positive': 'Report accepted (отчет принят)',
	'protocol-negative': 'Report rejected (отчет не принят)',
	'protocol-success': 'Report accepted (отчет принят)',
	'protocol-fail': 'Report rejected (отчет не принят)',
	'protocol-v2-success': 'Report accepted (отчет принят)',
	'protocol-v2-fail': 'Report rejected (отчет не принят)',
	'protocol-v2-conditional-success': 'Report accepted, clarification needed (требуется уточнение)',
	'protocol-receipt': 'You confirmed the protocol (протокол подтвержден)',
	'protocol-receipt-abonent': 'You confirmed the protocol (протокол подтвержден)',
	'protocol-v2-receipt-abonent': 'You confirmed the protocol (протокол подтвержден)',
	'stat-report-receipt-report-cu': 'Report delivered to the statistics office (отчет доставлен в ТОГС)',
	'letter-respondent': 'Letter to the statistics office sent (письмо в ТОГС)',
	'receipt-letter-cu': 'Letter delivered to the statistics office (письмо доставлено в ТОГС)',
	'letter-cu': 'Letter from the statistics office arrived (письмо из ТОГС)',
	'receipt-letter-abonent': 'You confirmed the letter (письмо подтверждено)',
	'letter-timeconf': 'Date confirmed by the operator (подтверждение даты письма)',
};

/** States of a draft. Source: documentation, "Drafts". */
export const draftStatuses: Names = {
	new: 'New (новый)',
	'check-in-progress': 'Checking (проверяется)',
	checked: 'Checked (проверен)',
	'prepare-in-progress': 'Preparing (готовится)',
	'ready-to-send': 'Ready to send (готов к отправке)',
	'send-in-progress': 'Sending (отправляется)',
	sent: 'Sent (отправлен)',
	'transferred-to-web': 'Moved to the web interface (перемещен в веб-интерфейс)',
	'sent-via-web': 'Sent from the web interface (отправлен через веб-интерфейс)',
};

/** Drafts builder types, `urn:drafts-builder:…`. */
export const draftsBuilderTypes: Names = {
	'fns534-inventory': 'Reply to a demand (ответ на требование)',
	'fns534-letter': 'Letter to the tax office (письма в ФНС)',
	'business-registration': 'Business registration (регистрация бизнеса)',
	'pfr-report': 'Report to the pension fund (сведения ПФР)',
	'pfr-letter': 'Letter to the pension fund (письма в ПФР)',
	'pfr-ios': 'Payment clarification for the pension fund (уточнение платежей ПФР)',
	'stat-letter': 'Letter to the statistics office (письма в Росстат)',
};

/** Kinds of social fund reports, `urn:sfr-report-correction-type:…`. */
export const correctionTypes: Names = {
	initial: 'Initial (исходная)',
	corrective: 'Corrective (корректирующая)',
	abrogative: 'Cancelling (отменяющая)',
	additional: 'Additional (дополняющая)',
	'pension-assignment': 'Pension award (назначение пенсии)',
	special: 'Special (особая)',
};

/** Kinds of letters to the pension fund, `urn:pfr-letter-category:…`. */
export const letterCategories: Names = {
	letter: 'Letter (письмо)',
	retroconversion: 'Retroconversion (ретроконверсия)',
	news: 'News (новости)',
	administrative: 'Administrative (административное)',
	'pension-prototype': 'Pension file draft (макет пенсионного дела)',
	'pension-application': 'Pension application (заявление о назначении пенсии)',
};

/** Task types, `urn:task-type:…`. */
export const taskTypes: Names = {
	check: 'Draft check (проверка)',
	prepare: 'Draft preparation (подготовка)',
	send: 'Draft send (отправка)',
	print: 'Draft document print form (печать)',
	docflowPrint: 'Document flow document print form (печать)',
	changeDocument: 'Draft document change (изменение документа)',
	draftBuilderBuild: 'Drafts build (формирование черновиков)',
	draftBuilderChange: 'Drafts builder change (изменение конструктора)',
	initDraftSignOperation: 'Cloud signing of a draft (облачная подпись)',
	initReplySignOperation: 'Cloud signing of a reply (облачная подпись)',
	initDocumentDecryptionOperation: 'Cloud decryption (облачная расшифровка)',
};
