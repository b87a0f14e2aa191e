/** Texts of Kontur.OFD, and what its trigger shares with it. */
export const ofd: Readonly<Record<string, string>> = {
	'Kontur.OFD': 'Контур.ОФД',
	'Read fiscal receipts, totals and cash registers from Kontur.OFD': 'Чеки, выручка и кассы из Контур.ОФД',

	// Resources and operations
	'Cash Register': 'Касса',
	Revenue: 'Выручка',
	Total: 'Итоги',
	'Get a fiscal document': 'Получить чек или другой документ',
	'Retrieve a receipt or another fiscal document by its ID':
		'Возвращает чек или другой фискальный документ по ID',
	'Get by Fiscal Number': 'Получить по номеру ФД',
	'Get a fiscal document by its number': 'Получить чек по номеру ФД',
	"Retrieve a receipt or another fiscal document by the numbers printed on it. Uses version 1 of Kontur's API, because version 2 has no such method.":
		'Возвращает чек или другой фискальный документ по номерам, которые на нём напечатаны. Работает через версию 1 API Контура: во второй такого метода нет.',
	'Get by QR Code': 'Получить по QR-коду',
	'Get a receipt by its QR code': 'Получить чек по QR-коду',
	'Retrieve the receipt that a QR code was printed on, and check that its fiscal sign, total and operation are those of the code':
		'Возвращает чек, на котором напечатан QR-код, и проверяет, что фискальный признак, итог и признак расчёта совпадают с кодом',
	'Get many fiscal documents': 'Получить чеки за период',
	'Retrieve receipts and other fiscal documents of cash registers for a period. With Return All, document numbers prove that none is missing.':
		'Возвращает чеки и другие фискальные документы касс за период. С «Вернуть всё» узел проверяет по номерам документов, что ни один не пропущен.',
	'Get Many by Day': 'Получить за день',
	'Get many fiscal documents by day': 'Получить чеки за день',
	'Retrieve receipts and other fiscal documents of cash registers for one day':
		'Возвращает чеки и другие фискальные документы касс за один день',
	'Get Many by Fiscal Drive (Deprecated)': 'Получить по накопителю (устарело)',
	'Get many fiscal documents by drive': 'Получить чеки по накопителю',
	'Retrieve all documents of a fiscal drive for a range of days. Kontur has deprecated this method and may remove it. Use Get Many instead: its documents include the drive number.':
		'Возвращает все документы фискального накопителя за несколько дней. Контур считает этот метод устаревшим и может убрать. Берите «Получить список»: номер накопителя там есть в каждом документе.',
	'Get revenue': 'Посчитать выручку',
	'Add up the receipts of cash registers: sales, returns and net revenue, per day and shop or as chosen. Returns are taken off, and document numbers prove that none is missing.':
		'Складывает чеки касс: продажи, возвраты и чистая выручка, по дням и магазинам или как выберете. Возвраты вычитает, а по номерам документов проверяет, что ни один чек не пропущен.',
	Reconcile: 'Сверить',
	'Reconcile receipts': 'Сверить чеки со сменами',
	"Compare the receipts of cash registers with the registers' shift reports and Kontur's statistics, per shift and day. Returns what agrees, what differs and by how much, and which document numbers are missing.":
		'Сравнивает чеки касс с отчётами о закрытии смен и статистикой Контура, по сменам и дням. Возвращает, что сходится, что нет и на сколько и каких номеров документов не хватает.',
	'Find Silent': 'Найти молчащие',
	'Find silent cash registers': 'Найти молчащие кассы',
	'Find cash registers that have sent no documents for a number of hours: out of order, offline or unused':
		'Находит кассы, от которых уже несколько часов нет документов: сломались, без связи или не работают',
	'Get a cash register': 'Получить кассу',
	'Retrieve a cash register with its addresses, fiscal drives and permission':
		'Возвращает кассу с её адресами, накопителями и сроком доступа',
	'Get many cash registers': 'Получить список касс',
	'Retrieve the cash registers that the integrator key has access to, with their fiscal drives, permissions and last document times':
		'Возвращает кассы, открытые ключу интегратора: накопители, сроки доступа, время последнего документа',
	'Retrieve an organization that the integrator key has access to':
		'Возвращает организацию, открытую ключу интегратора',
	'Retrieve the organizations that the integrator key has access to':
		'Возвращает организации, открытые ключу интегратора',
	'Get Daily Totals': 'Получить итоги по дням',
	'Get daily totals of cash registers': 'Получить итоги касс по дням',
	'Retrieve what cash registers took in and paid out per day. Days without shifts and receipts are omitted.':
		'Возвращает приход и расход касс по дням. Дней без смен и чеков в результате нет.',
	'Get Daily Totals of an Organization': 'Получить итоги организации по дням',
	'Get daily totals of an organization': 'Получить итоги организации по дням',
	'Retrieve what all cash registers of an organization together took in and paid out per day. Requires an integrator key with access to all its registers, including future ones.':
		'Возвращает приход и расход всех касс организации вместе, по дням. Ключ интегратора должен открывать все её кассы, и будущие тоже.',
	'Get Shift Totals': 'Получить итоги по сменам',
	'Get shift totals of cash registers': 'Получить итоги касс по сменам',
	'Retrieve what cash registers took in and paid out per shift. A shift that is partly outside the period counts only for the part inside.':
		'Возвращает приход и расход касс по сменам. Если смена выходит за период, считается только её часть внутри.',

	// Organizations and cash registers
	Organizations: 'Организации',
	'Cash Registers': 'Кассы',
	All: 'Все',
	One: 'Одна',
	Selected: 'Выбранные',
	'All organizations that the integrator key has access to': 'Все организации, открытые ключу интегратора',
	'The organization selected below': 'Организация, выбранная ниже',
	'The organizations selected below': 'Организации, выбранные ниже',
	'Which organizations to read cash registers from': 'Из каких организаций брать кассы',
	'An organization that the integrator key has access to': 'Организация, открытая ключу интегратора',
	'Organization Names or IDs': 'Организации: из списка',
	'All cash registers of all organizations that the integrator key has access to':
		'Все кассы всех организаций, открытых ключу интегратора',
	'All of Selected Organizations': 'Все в выбранных организациях',
	'All cash registers of the organizations selected below': 'Все кассы организаций, выбранных ниже',
	'The cash register selected below': 'Касса, выбранная ниже',
	'The cash registers selected below, from any organization': 'Кассы, выбранные ниже, из любых организаций',
	'Which cash registers to read. With All and All of Selected Organizations, a register whose permission covers only part of the period is read for that part and named in a note above the output. For a register that you select yourself, this is an error.':
		'Какие кассы читать. Если выбрано «Все» или «Все в выбранных организациях», касса, открытая только на часть периода, читается за эту часть и называется в примечании над результатом. Если кассу вы выбрали сами, это ошибка.',
	'Cash Register Names or IDs': 'Кассы: из списка',
	'A cash register of the organization. Its ID is the 16-digit registration number (РНМ).':
		'Касса организации. Её ID — регистрационный номер (РНМ), 16 цифр.',

	// One document
	'QR Code': 'QR-код',
	'The text in the QR code of the receipt, as a scanner returns it':
		'Текст из QR-кода чека, как его читает сканер',
	'Fiscal Drive Number': 'Номер накопителя (ФН)',
	'Serial number of the fiscal drive (ФН), as printed on the receipt':
		'Заводской номер фискального накопителя (ФН), как на чеке',
	'Fiscal Document Number': 'Номер документа (ФД)',
	'Number of the document on the fiscal drive (ФД), as printed on the receipt':
		'Номер документа в накопителе (ФД), как на чеке',
	'The ID of the document, as returned by Get Many or the trigger':
		'ID документа из «Получить список» или из триггера',

	// Period
	From: 'Начало',
	To: 'Конец',
	"First day, inclusive, in the cash register's local time. A time in the value is ignored.":
		'Первый день, включительно, по часам кассы. Время в значении не учитывается.',
	"Last day, inclusive, in the cash register's local time. A time in the value is ignored.":
		'Последний день, включительно, по часам кассы. Время в значении не учитывается.',
	"First day, inclusive, in the cash register's local time. A time in the value is ignored. Without From and To, the last 30 days are read.":
		'Первый день, включительно, по часам кассы. Время в значении не учитывается. Если не заполнить ни начало, ни конец, читаются последние 30 дней.',
	"Last day, inclusive, in the cash register's local time. A time in the value is ignored. Without From and To, the last 30 days are read.":
		'Последний день, включительно, по часам кассы. Время в значении не учитывается. Если не заполнить ни начало, ни конец, читаются последние 30 дней.',
	Day: 'День',
	"The day, in the cash register's local time. A time in the value is ignored.":
		'День по часам кассы. Время в значении не учитывается.',
	"Start of the period, inclusive, in the cash register's local time. A time zone in the value is ignored.":
		'Начало периода, включительно, по часам кассы. Часовой пояс в значении не учитывается.',
	"End of the period, inclusive, in the cash register's local time. A time zone in the value is ignored. A date without a time, from an expression, means the whole day.":
		'Конец периода, включительно, по часам кассы. Часовой пояс в значении не учитывается. Дата без времени, из выражения, — это весь день.',
	'Custom @period': 'Свой период',
	'Last 30 Days': 'Последние 30 дней',
	'Last 7 Days': 'Последние 7 дней',
	'Last Month': 'Прошлый месяц',
	'Last Week': 'Прошлая неделя',
	'This Month': 'Этот месяц',
	'This Week': 'Эта неделя',
	Today: 'Сегодня',
	Yesterday: 'Вчера',
	"Which days to read, by each cash register's own local time unless Days By says otherwise. Last 7 Days and Last 30 Days end with yesterday.":
		'Какие дни читать: по местному времени каждой кассы, если в «Сутки по» не выбрано другое. Последние 7 и 30 дней кончаются вчерашним.',
	'Days By': 'Сутки по',
	'Local Time of Each Cash Register': 'Местному времени каждой кассы',
	'As printed on the receipts: the day of a shop in Vladivostok begins 7 hours earlier than in Moscow':
		'Как напечатано на чеках: во Владивостоке день магазина начинается на 7 часов раньше, чем в Москве',
	'Time Zone': 'Часовой пояс',
	'Time Zone @clock': 'Одному часовому поясу',
	'The same hours everywhere, of the option Time Zone. One more request for each cash register finds its zone.':
		'Везде одни и те же часы — из параметра «Часовой пояс». Пояс каждой кассы узел узнаёт ещё одним запросом.',
	'By which clock a day begins and ends': 'По каким часам сутки начинаются и кончаются',
	'Irkutsk (UTC+8)': 'Иркутск (UTC+8)',
	'Kaliningrad (UTC+2)': 'Калининград (UTC+2)',
	'Kamchatka (UTC+12)': 'Камчатка (UTC+12)',
	'Krasnoyarsk (UTC+7)': 'Красноярск (UTC+7)',
	'Magadan (UTC+11)': 'Магадан (UTC+11)',
	'Moscow (UTC+3)': 'Москва (UTC+3)',
	'Omsk (UTC+6)': 'Омск (UTC+6)',
	'Samara (UTC+4)': 'Самара (UTC+4)',
	'Vladivostok (UTC+10)': 'Владивосток (UTC+10)',
	'Yakutsk (UTC+9)': 'Якутск (UTC+9)',
	'Yekaterinburg (UTC+5)': 'Екатеринбург (UTC+5)',
	'Whose calendar decides which day is today. A named period ends or begins with that day.':
		'По календарю какого пояса считать сегодняшний день: от него отсчитываются «Вчера», «Эта неделя» и другие периоды.',

	// Which documents, and in which form
	'Correction of Strict Reporting Form (БСО Коррекции)': 'БСО коррекции',
	'Correction Receipt (Чек Коррекции)': 'Чек коррекции',
	'Fiscal Drive Closing (Закрытие Фискального Накопителя)': 'Закрытие фискального накопителя',
	'Receipt (Кассовый Чек)': 'Кассовый чек',
	'Registration Change Report (Изменение Параметров Регистрации)': 'Изменение параметров регистрации',
	'Registration Report (Отчёт о Регистрации)': 'Отчёт о регистрации',
	'Settlement State Report (Состояние Расчётов)': 'Отчёт о состоянии расчётов',
	'Shift Closing (Закрытие Смены)': 'Закрытие смены',
	'Shift Opening (Открытие Смены)': 'Открытие смены',
	'Strict Reporting Form (БСО)': 'Бланк строгой отчётности (БСО)',
	'Which types of fiscal documents to return. Empty means all.':
		'Какие фискальные документы вернуть. Ничего не выбрано — все.',
	'Operation Types': 'Признаки расчёта',
	'Purchase (Расход)': 'Расход',
	'Purchase Return (Возврат Расхода)': 'Возврат расхода',
	'Sale (Приход)': 'Приход',
	'Sale Return (Возврат Прихода)': 'Возврат прихода',
	'Which receipts to return. Empty means all. Documents without an operation type, such as shift reports, depend only on Document Types.':
		'Какие чеки вернуть. Ничего не выбрано — все. Документы без признака расчёта, например отчёты о сменах, отбирает только поле «Типы документов».',
	'Raw @output': 'Всё, что прислал Контур',
	"All of Kontur's fields, and those of the option Add Fields":
		'Все поля Контура и поля из параметра «Добавить к чеку»',
	'Selected Fields': 'Выбранные поля',
	'Only the fields chosen below': 'Только поля, выбранные ниже',
	Simplified: 'Главное',
	'A row with the shop and the money first and the IDs last':
		'Строка: сначала магазин и деньги, в конце — идентификаторы',
	'Which fields to return': 'Какие поля вернуть',
	Fields: 'Поля',
	"Which fields to return, in this order. An expression may also name any other field that Raw returns, as in Kontur's documentation.":
		'Какие поля вернуть, в этом порядке. Выражением можно назвать и любое другое поле, которое прислал Контур, — так, как оно называется в его документации.',
	'Add Fields': 'Добавить к чеку',
	'Labels @addFields': 'Слова вместо кодов',
	'A label for each code: operationTypeLabel for operationType':
		'К каждому коду — слово: к operationType — operationTypeLabel',
	Roubles: 'Суммы в рублях',
	'Each amount in roubles: totalRub for totalSum': 'Каждая сумма ещё и в рублях: к totalSum — totalRub',
	'VAT by Rate': 'НДС по ставкам',
	'The list vat with one entry per rate, and vatTotal':
		'Список vat, по строке на каждую ставку, и общая сумма vatTotal',
	"Which fields to add. Kontur's own fields stay unchanged, with amounts in kopecks. Labels follow Kontur's tables, which number paymentMode and paymentSubject from zero.":
		'Какие поля добавить. Поля самого Контура остаются как есть, суммы в них — в копейках. Слова взяты из таблиц Контура; paymentMode и paymentSubject в них нумеруются с нуля.',
	'Split by Receipt Line': 'Разбить по позициям чека',
	'Whether to return one item per receipt line, with the fields of its receipt. Limit still counts documents.':
		'Вернуть по элементу на каждую позицию чека, вместе с полями чека. «Не больше» по-прежнему считает документы.',
	'Continue From': 'Продолжить с',
	'The day to continue at: <code>continueFrom</code> of the last item of an earlier run with Days at Once. Empty begins with the period.':
		'День, с которого продолжить: <code>continueFrom</code> из последнего элемента прошлого запуска с «Дней за раз». Пусто — с начала периода.',
	'Days at Once': 'Дней за раз',
	'Reads a long period in parts of so many days, oldest first. What was read is returned even if a later part fails, and the last item says where to continue. A file is written for each part. With a limit, the node stops after the part that reaches it.':
		'Читает длинный период частями по столько дней, сначала старые. Если часть не прочиталась, всё до неё вернётся, а последний элемент скажет, откуда продолжить. На каждую часть — свой файл. Если задано «Не больше», узел остановится после части, на которой набралось столько документов.',
	'Return As': 'Вид результата',
	'CSV File': 'Файл CSV',
	'A table for Excel with semicolons and decimal commas, simplified unless fields are selected':
		'Таблица для Excel: точки с запятой, дробная часть через запятую. Главные поля или те, что выбраны.',
	Items: 'Элементы',
	'NDJSON File': 'Файл NDJSON',
	'One JSON object per line': 'По объекту JSON в строке',
	'What to return. A file is written while the documents are read, so a million receipts need little memory. If a cash register cannot be read, no file is returned.':
		'Что вернуть. Файл пишется по ходу чтения, поэтому и на миллион чеков хватит небольшой памяти. Если какая-то касса не прочиталась, файла не будет.',

	// Fields of a receipt
	'Additional Requisite': 'Дополнительный реквизит',
	Address: 'Адрес',
	'Amount in Kopecks, Signed': 'Сумма со знаком, в копейках',
	'Amount in Roubles, Signed': 'Сумма со знаком, в рублях',
	Barcode: 'Штрихкод',
	Cashier: 'Кассир',
	'Date and Time': 'Дата и время',
	'Deduplication Key': 'Ключ от повторов (dedupeKey)',
	'Document Number (ФД)': 'Номер документа (ФД)',
	'Fiscal Drive Number (ФН)': 'Номер накопителя (ФН)',
	'Fiscal Sign (ФПД)': 'Фискальный признак (ФПД)',
	'Is Correction': 'Чек коррекции: да или нет',
	'Line Number': 'Номер позиции',
	'Line Sum in Kopecks': 'Сумма позиции, в копейках',
	'Line Sum in Roubles': 'Сумма позиции, в рублях',
	'Operation @fields': 'Признак расчёта',
	'Operation Type': 'Признак расчёта, код',
	'Paid by Card in Kopecks': 'Безналичными, в копейках',
	'Paid by Counter-Provision in Kopecks': 'Встречным предоставлением, в копейках',
	'Paid by Prepayment in Kopecks': 'Предоплатой, в копейках',
	'Paid in Cash in Kopecks': 'Наличными, в копейках',
	'Paid on Credit in Kopecks': 'Постоплатой (в кредит), в копейках',
	'Payment Mode': 'Признак способа расчёта',
	'Payment Subject': 'Признак предмета расчёта',
	'Price in Kopecks': 'Цена, в копейках',
	'Price in Roubles': 'Цена, в рублях',
	Product: 'Товар',
	Quantity: 'Количество',
	'Receipt Lines': 'Позиции чека',
	'Received At (UTC)': 'Когда получен Контур.ОФД (UTC)',
	'Registration Number (РНМ)': 'Регистрационный номер (РНМ)',
	'Shift Number': 'Номер смены',
	Shop: 'Магазин',
	'Total in Kopecks': 'Итог, в копейках',
	'Total in Roubles': 'Итог, в рублях',
	'VAT Amounts by Rate': 'НДС по ставкам',
	'VAT in Kopecks': 'НДС, в копейках',
	'VAT in Roubles': 'НДС, в рублях',
	'VAT Rate': 'Ставка НДС',

	// Revenue
	Per: 'Одна строка за',
	Month: 'Месяц',
	Shift: 'Смену',
	Week: 'Неделю',
	'Whole Period': 'Весь период',
	'Which part of the period each row covers': 'За какое время каждая строка результата',
	'Group By': 'В разрезе',
	'Means of Payment': 'Вид оплаты',
	'Cash, card, prepayment, credit': 'Наличные, карта, предоплата, кредит',
	'The name on the receipt line': 'Название позиции в чеке',
	'The point of sale, or the address if it has none': 'Точка продаж, а если её нет — адрес',
	'Tax Rate': 'Ставка НДС',
	'What the rows are split by. Empty means one row for everything. A receipt that belongs to several rows, for example by product, is counted in each, but its amount only once.':
		'На что разбить строки. Ничего не выбрано — одна строка на всё. Чек, который попал в несколько строк, например по товарам, считается в каждой, а его сумма — один раз.',
	'What to do when some of several cannot be read. By default that is an error, because a total without one of them is too low and looks right.':
		'Что делать, если из нескольких касс прочитались не все. Обычно это ошибка: сумма без одной кассы занижена, а выглядит верной.',
	'Only Differences': 'Только расхождения',
	'Whether to leave out rows that agree': 'Не показывать строки, где всё сходится',

	// Silent cash registers
	'Minimum Silence (Hours)': 'Молчит не меньше (часов)',
	'The minimum age of the last document. Kontur.OFD returns local times without a zone, so a register is returned once its last document is that old in every zone from UTC+2 to UTC+12, or was received that long ago.':
		'Сколько часов от кассы нет документов. Контур.ОФД сообщает местное время без пояса, поэтому касса попадёт в результат, когда столько часов прошло в любом поясе от UTC+2 до UTC+12 или с тех пор, как получен последний документ.',
	'Documents That Count': 'Что считать документом',
	'Which documents end the silence of a cash register': 'После каких документов касса уже не молчит',
	'Any Document': 'Любой документ',
	'All fiscal documents, including shift openings': 'Все фискальные документы, и открытие смены тоже',
	Receipts: 'Чеки',
	'Only sales and returns': 'Только продажи и возвраты',
	'Ignore After (Days)': 'Не показывать после (дней)',
	'Skip cash registers that have been silent for this many days or have never sent a document, because they are out of use. 0 skips none.':
		'Пропускать кассы, которые молчат столько дней или не прислали ни одного документа: ими не пользуются. 0 — показывать все.',
	'Minimum Unsent Documents': 'Неотправленных документов от',
	'Also return cash registers whose last shift report says that at least this many documents had not been sent to Kontur.OFD. The item has unsentDocuments, unsentSince and unsentReportedAt. Reads the reports of each cash register from up to 35 days, so it takes longer.':
		'Вернуть и кассы, у которых по последнему отчёту о смене в Контур.ОФД не отправлено хотя бы столько документов. В элементе будут unsentDocuments, unsentSince и unsentReportedAt. Узел читает отчёты каждой кассы за срок до 35 дней, поэтому работает дольше.',
	'UTC Offset': 'Сдвиг от UTC',
	'Hours ahead of UTC, if it is the same for all these cash registers: 3 in Moscow, 2 in Kaliningrad, 12 in Kamchatka. Makes the result exact to the minute.':
		'На сколько часов впереди UTC, если у всех этих касс одинаково: 3 в Москве, 2 в Калининграде, 12 на Камчатке. С ним результат точен до минуты.',
};
