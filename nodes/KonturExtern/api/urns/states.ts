type Names = Readonly<Record<string, string>>;

/** How far a document flow has come, `urn:docflow-common-status:…`. Source: documentation, "Statuses". */
export const docflowStatuses: Names = {
	sent: 'Sent (отправлен)',
	delivered: 'Delivered (доставлен)',
	'response-arrived': 'Response arrived (получен ответ)',
	'response-processed': 'Response processed (ответ обработан)',
	finished: 'Finished (завершен)',
	received: 'Received (получен)',
	arrived: 'Arrived, its receipt is confirmed (получен, подтвержден)',
	processed: 'Processed (обработан)',
};

/** How a document flow ended, `urn:docflow-state:…`. */
export const successStates: Names = {
	neutral: 'Not known yet (не определено)',
	successful: 'Successful (успешно)',
	failed: 'Refused or failed (ошибка или отказ)',
	warning: 'Accepted with remarks (есть претензии)',
};

export const extendedStatuses: Names = {
	'partially-successful': 'Partly successful (частично успешно)',
};

/** What happened to a document flow, `urn:transaction:…` of the event feed. Source: documentation, "Event feed". */
export const eventStates: Names = {
	report: 'Report sent (отправлен отчет)',
	'report-receipt': 'Authority has the report (отчет получен)',
	'receipt-report-cu': 'Authority has the report (отчет получен)',
	'receipt-date-confirmation-cu': 'Authority has the date confirmation (подтверждение даты у органа)',
	'receipt-date-confirmation-abonent': 'You have the date confirmation (подтверждение даты у абонента)',
	'acceptance-result-positive': 'Accepted (принято)',
	'acceptance-result-negative': 'Refused (отказ в приеме)',
	'acceptance-result-2ndfl': '2-NDFL accepted (2-НДФЛ принят)',
	'acceptance-result': 'Delivered to the portal (доставлено на портал ФСС)',
	'receipt-acceptance-result-abonent': 'You confirmed the result (результат приема подтвержден абонентом)',
	'receipt-acceptance-result-provider':
		'Operator confirmed the result (результат приема подтвержден спецоператором)',
	'processing-result-ok': 'Processed (обработано успешно)',
	'processing-result-precise': 'Clarification needed (требуется уточнение)',
	'processing-result-positive': 'Receipt made (сформирована квитанция)',
	'processing-result-negative': 'Not readable or of a wrong format (ошибка расшифровки или формата)',
	'processing-result-suppositive': 'Error of content (ошибка логического контроля)',
	'receipt-processing-result-abonent': 'You confirmed the result (результат обработки подтвержден абонентом)',
	'receipt-processing-result-provider':
		'Operator confirmed the result (результат подтвержден спецоператором)',
	'processing-result-v2-positive': 'Application processed (заявление обработано)',
	'processing-result-v2-negative': 'Mark on the application refused (отказ в отметке)',
	'receipt-processing-result-v2-abonent':
		'You confirmed the mark (результат обработки подтвержден абонентом)',
	request: 'Request sent (отправлен запрос)',
	'receipt-request-cu': 'Authority has the request (запрос в инспекции)',
	response: 'Response came (получен ответ на запрос)',
	'receipt-response-abonent': 'You confirmed the response (ответ подтвержден абонентом)',
	'receipt-response-provider': 'Operator confirmed the response (ответ подтвержден спецоператором)',
	'respondent-letter': 'Letter sent (отправлено письмо)',
	'respondent-letter-receipt': 'Letter delivered (письмо доставлено)',
	'respondent-upfr-error': 'Letter not taken (ошибка приема письма)',
	'receipt-cu': 'Reached the authority (получено органом)',
	decline: 'Letter refused (в обработке письма отказано)',
	'cu-letter': 'Letter came (письмо от органа)',
	'cu-letter-receipt': 'You read the letter (письмо прочитано)',
	'cu-upfr-error': 'Receipt of the letter not taken (ошибка приема квитанции)',
	'cu-group-letter': 'Mailing came (групповая рассылка)',
	'group-letter-receipt-abonent': 'You have the mailing (рассылка получена)',
	'date-confirmation': 'Date confirmed by the operator (подтверждение даты)',
	'letter-receipt-abonent': 'You have the letter (письмо получено)',
	message: 'Documents sent (отправлено представление)',
	document: 'Demand came (требование)',
	'receipt-abonent': 'You confirmed reading (прочтение подтверждено)',
	// Kontur's spelling.
	'receiption-result-abonent-positive': 'You accepted the demand (требование принято)',
	'receiption-result-abonent-negative': 'You refused the demand (отказ в приеме требования)',
	'receiption-result-cu': 'Authority has your acceptance or refusal (квитанция или отказ у инспекции)',
	application: 'Application sent (отправлено заявление)',
	'report-acknowledgement': 'Report delivered (отчет доставлен)',
	'report-upfr-error': 'Processing failed at the authority (ошибка обработки отчета)',
	'protocol-positive': 'Report accepted (отчет принят)',
	'protocol-negative': 'Report refused (отчет не принят)',
	'protocol-success': 'Report accepted (отчет принят)',
	'protocol-fail': 'Report refused (отчет не принят)',
	'protocol-v2-success': 'Report accepted (отчет принят)',
	'protocol-v2-fail': 'Report refused (отчет не принят)',
	'protocol-v2-conditional-success': 'Report accepted, clarification needed (требуется уточнение)',
	'protocol-receipt': 'You confirmed the protocol (протокол подтвержден)',
	'protocol-receipt-abonent': 'You confirmed the protocol (протокол подтвержден)',
	'protocol-v2-receipt-abonent': 'You confirmed the protocol (протокол подтвержден)',
	'stat-report-receipt-report-cu': 'Report delivered to Rosstat (отчет доставлен в ТОГС)',
	'letter-respondent': 'Letter to Rosstat sent (письмо в ТОГС)',
	'receipt-letter-cu': 'Letter delivered to Rosstat (письмо доставлено в ТОГС)',
	'letter-cu': 'Letter from Rosstat came (письмо из ТОГС)',
	'receipt-letter-abonent': 'You confirmed the letter (письмо подтверждено)',
	'letter-timeconf': 'Date confirmed by the operator (подтверждение даты письма)',
};

/** States of a draft. Source: documentation, "Drafts". */
export const draftStatuses: Names = {
	new: 'New (новый)',
	'check-in-progress': 'Being checked (проверяется)',
	checked: 'Checked (проверен)',
	'prepare-in-progress': 'Being prepared (готовится)',
	'ready-to-send': 'Ready to be sent (готов к отправке)',
	'send-in-progress': 'Being sent (отправляется)',
	sent: 'Sent (отправлен)',
	'transferred-to-web': 'Moved to the web interface (перемещен в веб-интерфейс)',
	'sent-via-web': 'Sent from the web interface (отправлен через веб-интерфейс)',
};

/** What a builder makes, `urn:drafts-builder:…`. */
export const draftsBuilderTypes: Names = {
	'fns534-inventory': 'Answer to a demand (ответ на требование)',
	'fns534-letter': 'Letters to the tax office (письма в ФНС)',
	'business-registration': 'Business registration (регистрация бизнеса)',
	'pfr-report': 'Pension fund reports (сведения ПФР)',
	'pfr-letter': 'Letters to the pension fund (письма в ПФР)',
	'pfr-ios': 'Clarification of payments (уточнение платежей ПФР)',
	'stat-letter': 'Letters to Rosstat (письма в Росстат)',
};

/** Kinds of a Social Fund report, `urn:sfr-report-correction-type:…`. */
export const correctionTypes: Names = {
	initial: 'Initial (исходная)',
	corrective: 'Corrective (корректирующая)',
	abrogative: 'Cancelling (отменяющая)',
	additional: 'Additional (дополняющая)',
	'pension-assignment': 'For the award of a pension (назначение пенсии)',
	special: 'Special (особая)',
};

/** Kinds of letters to the pension fund, `urn:pfr-letter-category:…`. */
export const letterCategories: Names = {
	letter: 'Letter (письмо)',
	retroconversion: 'Conversion of old records (ретроконверсия)',
	news: 'News (новости)',
	administrative: 'Administrative (административное)',
	'pension-prototype': 'Model of a pension file (макет пенсионного дела)',
	'pension-application': 'Application for a pension (заявление о назначении пенсии)',
};

/** Long work, `urn:task-type:…`. */
export const taskTypes: Names = {
	check: 'Check of a draft (проверка)',
	prepare: 'Preparation of a draft (подготовка)',
	send: 'Sending of a draft (отправка)',
	print: 'Print form of a document of a draft (печать)',
	docflowPrint: 'Print form of a document of a document flow (печать)',
	changeDocument: 'Change of a document of a draft (изменение документа)',
	draftBuilderBuild: 'Making of drafts (формирование черновиков)',
	draftBuilderChange: 'Change of a builder (изменение конструктора)',
	initDraftSignOperation: 'Signing of a draft in the cloud (облачная подпись)',
	initReplySignOperation: 'Signing of a reply in the cloud (облачная подпись)',
	initDocumentDecryptionOperation: 'Decryption in the cloud (облачная расшифровка)',
};
