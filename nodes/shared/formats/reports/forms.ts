/** Name of a form, Russian and English. */
export interface FormName {
	ru: string;
	en: string;
}

const form = (ru: string, en: string): FormName => ({ ru, en });

const BOOK = form(
	'Книга покупок, книга продаж или журнал счетов-фактур',
	'Purchase or sales ledger, journal of invoices',
);

/**
 * Forms of the tax office by their number in the classifier of tax documents (KND). Source: the orders of the Federal Tax
 * Service that approve the forms.
 */
export const TAX_FORMS: Readonly<Record<string, FormName>> = {
	'0710096': form('Упрощённая бухгалтерская отчётность', 'Simplified financial statements'),
	'0710099': form('Бухгалтерская отчётность', 'Financial statements'),
	'1110018': form('Сведения о среднесписочной численности', 'Average headcount'),
	'1110058': form(
		'Согласие на представление сведений, составляющих налоговую тайну',
		'Consent to disclose tax secrets',
	),
	'1110310': form('Доверенность', 'Power of attorney'),
	'1110355': form('Уведомление об исчисленных суммах налогов', 'Notice of calculated taxes'),
	'1110025': form('Уведомление о контролируемых сделках', 'Controlled transactions'),
	'1115102': BOOK,
	'1115103': BOOK,
	'1115104': BOOK,
	'1115105': BOOK,
	'1115106': BOOK,
	'1115125': form('Счёт-фактура', 'Invoice'),
	'1115127': form('Корректировочный счёт-фактура', 'Corrective invoice'),
	'1115131': form('Универсальный передаточный документ', 'Universal transfer document'),
	'1115132': form('Информация покупателя к УПД', 'Universal transfer document, part of the buyer'),
	'1115133': form('Универсальный корректировочный документ', 'Universal corrective document'),
	'1115134': form('Информация покупателя к УКД', 'Universal corrective document, part of the buyer'),
	'1150001': form('Уведомление о переходе на УСН', 'Switch to the simplified system'),
	'1150002': form('Уведомление об отказе от УСН', 'Leaving the simplified system'),
	'1150016': form('Уведомление об изменении объекта по УСН', 'Change of the object, simplified system'),
	'1150024': form('Уведомление о прекращении деятельности на УСН', 'End of activity, simplified system'),
	'1150057': form('Заявление о зачёте', 'Application to offset'),
	'1150058': form('Заявление о возврате', 'Application for a refund'),
	'1151001': form('Налоговая декларация по НДС', 'VAT return'),
	'1151006': form('Налоговая декларация по налогу на прибыль', 'Profit tax return'),
	'1151020': form('3-НДФЛ', 'Personal income tax return'),
	'1151038': form(
		'Декларация по налогу на прибыль иностранной организации',
		'Profit tax return of a foreign organization',
	),
	'1151050': form('Декларация по налогу на игорный бизнес', 'Gambling tax return'),
	'1151054': form('Декларация по НДПИ', 'Mineral extraction tax return'),
	'1151059': form('Декларация по ЕСХН', 'Unified agricultural tax return'),
	'1151072': form('Декларация по водному налогу', 'Water tax return'),
	'1151074': form('Декларация по акцизам', 'Excise return'),
	'1151078': form('2-НДФЛ', 'Income of an individual'),
	'1151084': form('Декларация по акцизам', 'Excise return'),
	'1151085': form('Единая упрощённая декларация', 'Unified simplified return'),
	'1151088': form('Декларация по косвенным налогам', 'Return on indirect taxes, imports from the EAEU'),
	'1151099': form('6-НДФЛ (до 2021 года)', 'Personal income tax withheld (6-NDFL), before 2021'),
	'1151100': form('6-НДФЛ', 'Personal income tax withheld (6-NDFL)'),
	'1151111': form('Расчёт по страховым взносам', 'Insurance contributions'),
	'1151162': form('Персонифицированные сведения о физических лицах', 'Personalized data on individuals'),
	'1152004': form('Декларация по транспортному налогу', 'Vehicle tax return'),
	'1152016': form('Декларация по ЕНВД', 'Return on imputed income'),
	'1152017': form('Декларация по УСН', 'Return, simplified system of taxation'),
	'1152026': form('Декларация по налогу на имущество организаций', 'Corporate property tax return'),
	'1152028': form('Расчёт авансового платежа по налогу на имущество', 'Property tax, advance payment'),
	'1153005': form('Декларация по земельному налогу', 'Land tax return'),
	'1166101': form('Запрос на информационное обслуживание', 'Request for information on the account'),
	'1166103': form('Письмо налогового органа', 'Letter of the tax office'),
	'1167001': form('Квитанция о приёме', 'Receipt of acceptance'),
	'1169005': form('Сообщение о проставлении отметки', 'Message that a mark was set'),
	'1165013': form('Требование о представлении документов', 'Demand for documents'),
	'1165050': form('Требование о представлении пояснений', 'Demand for explanations'),
	'1166002': form('Квитанция о приёме', 'Receipt of acceptance'),
	'1166006': form('Уведомление об отказе', 'Notice of refusal'),
	'1166007': form('Извещение о вводе', 'Notice of entry'),
	'1166009': form('Уведомление об уточнении', 'Notice of correction'),
	'1167005': form('Информационное сообщение о представительстве', 'Message of power of attorney'),
	'1169010': form(
		'Отчёт об операциях с товарами, подлежащими прослеживаемости',
		'Operations with traceable goods',
	),
	'1175004': form('ТОРГ-12', 'Delivery note TORG-12'),
	'1175006': form('Акт сдачи-приёмки работ', 'Certificate of completed work'),
	'1175010': form('Документ о передаче товаров', 'Transfer of goods'),
	'1175012': form('Документ о передаче результатов работ', 'Transfer of results of work'),
	'1184002': form('Опись документов по требованию', 'Inventory of documents for a demand'),
};

/**
 * Forms whose file says its kind in its name, for files without a number. Keys are the kind, the beginning of the name.
 */
export const TAX_KINDS: Readonly<Record<string, FormName>> = {
	'NO_NDS.8': form('Сведения из книги покупок (раздел 8)', 'VAT return, section 8'),
	'NO_NDS.81': form('Дополнительный лист книги покупок (раздел 8.1)', 'VAT return, section 8.1'),
	'NO_NDS.9': form('Сведения из книги продаж (раздел 9)', 'VAT return, section 9'),
	'NO_NDS.91': form('Дополнительный лист книги продаж (раздел 9.1)', 'VAT return, section 9.1'),
	'NO_NDS.10': form('Журнал выставленных счетов-фактур (раздел 10)', 'VAT return, section 10'),
	'NO_NDS.11': form('Журнал полученных счетов-фактур (раздел 11)', 'VAT return, section 11'),
	'NO_NDS.12': form('Сведения из счетов-фактур (раздел 12)', 'VAT return, section 12'),
	ON_EMCHD: form('Машиночитаемая доверенность', 'Machine-readable power of attorney'),
	ON_DOVEL: form('Доверенность для налоговой', 'Power of attorney for the tax office'),
	ON_DOVBB: form('Доверенность для налоговой', 'Power of attorney for the tax office'),
	ON_DOV: form('Информационное сообщение о представительстве', 'Message of power of attorney'),
	ON_NSCHFDOPPR: form('Универсальный передаточный документ', 'Universal transfer document'),
	ON_SCHFDOPPR: form('Универсальный передаточный документ', 'Universal transfer document'),
	ON_NKORSCHFDOPPR: form('Универсальный корректировочный документ', 'Universal corrective document'),
	ON_KORSCHFDOPPR: form('Универсальный корректировочный документ', 'Universal corrective document'),
	ON_SFAKT: form('Счёт-фактура', 'Invoice'),
	ON_SCHFAKT: form('Счёт-фактура', 'Invoice'),
	DP_TOVTORGPR: form('Документ о передаче товаров', 'Transfer of goods'),
	DP_REZRUISP: form('Документ о передаче результатов работ', 'Transfer of results of work'),
	DP_TOVTORG: form('ТОРГ-12', 'Delivery note TORG-12'),
	DP_IAKTPRM: form('Акт о приёмке работ', 'Certificate of completed work'),
	ON_DOCNPNO: form('Опись документов по требованию', 'Inventory of documents for a demand'),
	UT_UVISCHSUMNAL: form('Уведомление об исчисленных суммах налогов', 'Notice of calculated taxes'),
	IU_SOGNTOB: form('Согласие на раскрытие налоговой тайны', 'Consent to disclose tax secrets'),
};

/** Forms of other authorities by the element or the code that names them. */
export const OTHER_FORMS: Readonly<Record<string, FormName>> = {
	'ЕФС-1': form('ЕФС-1', 'EFS-1, unified social fund form'),
	'СЗВ-М': form('СЗВ-М', 'SZV-M, insured persons'),
	'СЗВ-СТАЖ': form('СЗВ-СТАЖ', 'SZV-STAZH, periods of service'),
	'СЗВ-ТД': form('СЗВ-ТД', 'SZV-TD, employment'),
	'СЗВ-КОРР': form('СЗВ-КОРР', 'SZV-KORR, corrected data'),
	'СЗВ-ИСХ': form('СЗВ-ИСХ', 'SZV-ISKH, past periods'),
	'СЗВ-К': form('СЗВ-К', 'SZV-K, service before 2002'),
	'СЗВ-ДСО': form('СЗВ-ДСО', 'SZV-DSO, additional social security'),
	'ОДВ-1': form('ОДВ-1', 'ODV-1, inventory of data'),
	'ДСВ-3': form('ДСВ-3', 'DSV-3, additional contributions'),
	'АДВ-1': form('АДВ-1', 'ADV-1, questionnaire of an insured person'),
	'АДВ-2': form('АДВ-2', 'ADV-2, change of personal data'),
	'АДВ-3': form('АДВ-3', 'ADV-3, duplicate of a certificate'),
	'АДВ-6-1': form('АДВ-6-1', 'ADV-6-1, inventory'),
	'АДВ-6-5': form('АДВ-6-5', 'ADV-6-5, inventory'),
	'СПВ-1': form('СПВ-1', 'SPV-1, service for a pension'),
	'СПВ-2': form('СПВ-2', 'SPV-2, service for a pension'),
	'РСВ-1': form('РСВ-1 ПФР', 'RSV-1, pension contributions before 2017'),
	'РВ-3': form('РВ-3 ПФР', 'RV-3, additional contributions'),
	ЗДП: form('Заявление о доставке пенсии', 'Delivery of a pension'),
	УПУП: form('Заявление о подключении к электронному документообороту', 'Connection to electronic exchange'),
	'4-ФСС': form('4-ФСС', '4-FSS, contributions for injuries'),
	ЭЛН: form('Реестр электронных листков нетрудоспособности', 'Register of electronic sick leaves'),
	ПВСО: form('Реестр прямых выплат', 'Register of direct payments'),
	СЭДО: form('Сообщение СЭДО', 'SEDO message'),
	МВД: form('Уведомление МВД об иностранном работнике', 'Notification of the Ministry of Internal Affairs'),
	ЦБ: form('Отчётность в Банк России', 'Report to the Bank of Russia'),
};
