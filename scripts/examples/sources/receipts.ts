import type { ExampleSource } from '../model';
import {
	byId,
	createTable,
	everyMorning,
	everyNight,
	fields,
	gather,
	goOn,
	kontur,
	messageFlow,
	messageSection,
	messageSettings,
	moscowTime,
	ofd,
	other,
	settingsFlow,
	settingsNodes,
	start,
	tableSetting,
	upsert,
} from '../nodes';
import { both } from '../texts';

export const newReceipts: ExampleSource = {
	file: 'new-receipts',
	name: both('New receipts', 'Новые чеки'),
	sections: [
		{
			color: 4,
			text: both(
				'## A new receipt\nPublish the workflow. From then on, every new receipt of every cash register starts it, at most once a minute. The first poll only stores the starting point.\n\n`dedupeKey` stays the same if a receipt is emitted twice.',
				'## Новый чек\nОпубликуйте процесс (Publish). С этого момента его запускает каждый новый чек каждой кассы, не чаще раза в минуту. Первый опрос только запоминает, откуда начать.\n\nЕсли чек придёт дважды, `dedupeKey` у него тот же.',
			),
			nodes: [
				kontur(
					both('Kontur.OFD Trigger', 'Триггер Контур.ОФД'),
					'konturOfdTrigger',
					{
						pollTimes: { item: [{ mode: 'everyMinute' }] },
						organizations: 'all',
						cashRegisters: 'all',
						startFrom: 'now',
						simplify: false,
					},
					['konturOfdApi'],
				),
			],
		},
		{
			color: 5,
			text: both(
				'## A table row\nAmounts carry a sign: returns are negative, so a sum of the column is right. Connect a table, a database or a message.',
				'## Строка таблицы\nСуммы со знаком: возвраты отрицательные, поэтому сумма по столбцу верна. Поставьте дальше таблицу, базу данных или сообщение.',
			),
			nodes: [
				fields(both('Row', 'Строка таблицы'), {
					key: '={{ $json.dedupeKey }}',
					kind: '={{ $json.documentType }}',
					dateTime: '={{ $json.dateTime }}',
					shop: '={{ $json.cashbox.salesPointName }}',
					cashRegister: '={{ $json.cashbox.regNumber }}',
					number: ['number', '={{ $json.fiscalDocumentNumber }}'],
					amountKopecks: ['number', '={{ $json.amount }}'],
					amountRoubles: ['number', '={{ $json.amountRub }}'],
					goods: "={{ ($json.items ?? []).map((item) => item.name).join(', ') }}",
				}),
			],
		},
	],
	flow: ['Kontur.OFD Trigger > Row'],
};

const version1 = { typeVersion: 1 } as const;

export const receiptsOfPeriod: ExampleSource = {
	file: 'receipts-of-period',
	name: both('Receipts of a period', 'Чеки за период'),
	sections: [
		{
			color: 4,
			text: both(
				`## Which days\nYesterday, unless you change **Period**. Replace **Start** with a Schedule Trigger to run it every night. ${moscowTime.en}`,
				`## За какие дни\nЗа вчера; другие дни задайте в **Period**. Чтобы запускать каждую ночь, поставьте вместо **Start** расписание (Schedule Trigger). ${moscowTime.ru}`,
			),
			nodes: [
				start,
				fields(both('Period', 'Период'), {
					from: "={{ $now.minus({ days: 1 }).toFormat('yyyy-MM-dd') }}",
					to: "={{ $now.minus({ days: 1 }).toFormat('yyyy-MM-dd') }}",
				}),
			],
		},
		{
			color: 5,
			text: both(
				'## Everything the key can read\nAll organizations, all their cash registers, all receipts of the days, over all pages. Select your Kontur.OFD credential in the three nodes.',
				'## Всё, что открыто ключу\nВсе организации, все их кассы, все чеки за эти дни. В трёх узлах выберите учётные данные Контур.ОФД.',
			),
			nodes: [
				{
					...ofd(both('Organizations', 'Организации'), 'organization.getAll', { returnAll: true }),
					...version1,
				},
				{
					...ofd(both('Cash Registers', 'Кассы'), 'cashbox.getAll', {
						organizationId: byId('$json.id'),
						returnAll: true,
					}),
					...version1,
				},
				{
					...ofd(
						both('Receipts', 'Чеки'),
						'document.getAll',
						{
							organizationId: byId("$('Organizations').item.json.id"),
							kktRegId: byId('$json.regNumber'),
							dateFrom: "={{ $('Period').first().json.from }}",
							dateTo: "={{ $('Period').first().json.to }}",
							returnAll: true,
						},
						goOn,
					),
					...version1,
				},
			],
		},
		{
			color: 6,
			text: both(
				'## Rows\nA register that the key may not read in this period goes to the lower output with the reason; the others continue.',
				'## Строки\nКасса, которую ключу за эти дни читать нельзя, уходит в нижний выход с причиной; остальные продолжают.',
			),
			nodes: [
				fields(both('Rows', 'Строки'), {
					shop: "={{ $('Cash Registers').item.json.salesPointName }}",
					cashRegister: "={{ $('Cash Registers').item.json.regNumber }}",
					dateTime: '={{ $json.dateTime }}',
					number: ['number', '={{ $json.fiscalDocumentNumber }}'],
					amountRoubles: ['number', '={{ $json.amountRub }}'],
				}),
				fields(both('Not Readable', 'Не читаются'), {
					cashRegister: "={{ $('Cash Registers').item.json.regNumber }}",
					reason: '={{ $json.error }}',
				}),
			],
		},
	],
	flow: ['Start > Period > Organizations > Cash Registers > Receipts > Rows', 'Receipts [1] > Not Readable'],
};

const receiptsTableSettings = [tableSetting('receipts', 'Чеки')];

const columns = {
	dedupeKey: 'string',
	shop: 'string',
	cashRegister: 'string',
	dateTime: 'string',
	operation: 'string',
	operator: 'string',
	amountRub: 'number',
	vatTotalRub: 'number',
	fiscalDocumentNumber: 'number',
} as const;

export const receiptsToTable: ExampleSource = {
	file: 'receipts-to-table',
	name: both('Receipts to a table', 'Чеки в таблицу'),
	sections: [
		{
			color: 4,
			text: both(
				`## 1 · Every night\nReads the last seven days again, because a cash register may send receipts days late. A note above the output of **Receipts** says whether any is missing. Select your Kontur.OFD credential there. ${moscowTime.en}`,
				`## 1 · Каждую ночь\nЗаново читает последние семь дней: касса может прислать чеки на несколько дней позже. Если чего-то не хватает, об этом скажет заметка над выходом **Receipts**. Там же выберите учётные данные Контур.ОФД. ${moscowTime.ru}`,
			),
			lists: receiptsTableSettings,
			nodes: [
				start,
				everyNight(4),
				...settingsNodes(receiptsTableSettings),
				createTable(columns),
				ofd(both('Receipts', 'Чеки'), 'document.getAll', {
					period: 'last7Days',
					output: 'selectedFields',
					fields: Object.keys(columns),
					options: {},
					returnAll: true,
				}),
			],
		},
		{
			color: 5,
			text: both(
				'## 2 · A data table\nA receipt that is there already is updated, so nothing doubles. Amounts carry a sign: returns are negative. `dateTime` is the local time of the shop.',
				'## 2 · Таблица (Data Table)\nЧек, который уже записан, обновляется, поэтому ничего не задваивается. Суммы со знаком: возвраты отрицательные. `dateTime` — местное время магазина.',
			),
			nodes: [upsert('dedupeKey')],
		},
	],
	flow: ['Start > Settings > Create Table > Receipts > Table', 'Every Night > Settings'],
};

export const receiptsToCsv: ExampleSource = {
	file: 'receipts-to-csv',
	name: both('Receipts and revenue to CSV', 'Чеки и выручка в CSV'),
	sections: [
		{
			color: 4,
			text: both(
				`## Files for Excel\nAll receipts of last month, line by line, and the revenue of each shop and day, as CSV files: semicolons, decimal commas, Russian letters. They are written while they are read, so a million receipts need little memory. Select your Kontur.OFD credential in both nodes. ${moscowTime.en}\n\nA year or more? Set **Period** to Custom and add **Days at Once** in the options: one file for each part.`,
				`## Файлы для Excel\nВсе чеки прошлого месяца построчно и выручка каждого магазина по дням — файлами CSV: точки с запятой, десятичные запятые, русские буквы. Пишутся по мере чтения, поэтому и на миллион чеков памяти хватит. В обоих узлах выберите учётные данные Контур.ОФД. ${moscowTime.ru}\n\nГод и больше? Задайте свой период и в параметрах — по скольку дней читать сразу: на каждую часть свой файл.`,
			),
			nodes: [
				start,
				ofd(both('Receipts File', 'Файл чеков'), 'document.getAll', {
					period: 'lastMonth',
					options: { output: 'csv', splitGoods: true },
					returnAll: true,
				}),
				ofd(both('Revenue File', 'Файл выручки'), 'revenue.get', {
					period: 'lastMonth',
					options: { output: 'csv' },
				}),
			],
		},
		{
			color: 5,
			text: both(
				'## Where to\nConnect a disk, a mailbox or a cloud after **Files**. If a cash register cannot be read, there is no file, and the error names the register.',
				'## Куда\nПосле **Files** поставьте диск, почту или облако. Если какую-то кассу прочитать нельзя, файла не будет, а ошибка назовёт кассу.',
			),
			nodes: [other(both('Files', 'Файлы'), 'merge', 3, {})],
		},
	],
	flow: ['Start > Receipts File > Files', 'Start > Revenue File > Files [1]'],
};

const revenueTableSettings = [tableSetting('revenue', 'Выручка')];

export const revenueToTable: ExampleSource = {
	file: 'revenue-to-table',
	name: both('Revenue to a table', 'Выручка в таблицу'),
	sections: [
		{
			color: 4,
			text: both(
				`## 1 · Every morning\nNet revenue of each shop and day of the last seven days, returns taken off. Receipts that arrived late correct the days before. Select your Kontur.OFD credential in **Revenue**. ${moscowTime.en}`,
				`## 1 · Каждое утро\nЧистая выручка каждого магазина по дням за последние семь дней, возвраты вычтены. Чеки, пришедшие позже, исправляют прежние дни. В **Revenue** выберите учётные данные Контур.ОФД. ${moscowTime.ru}`,
			),
			lists: revenueTableSettings,
			nodes: [
				start,
				everyMorning(7),
				...settingsNodes(revenueTableSettings),
				createTable({
					dedupeKey: 'string',
					date: 'string',
					shop: 'string',
					netRub: 'number',
					grossRub: 'number',
					returnRub: 'number',
					receipts: 'number',
					returns: 'number',
				}),
				ofd(both('Revenue', 'Выручка'), 'revenue.get', { period: 'last7Days', options: {} }),
			],
		},
		{
			color: 5,
			text: both(
				'## 2 · A data table\nA day of a shop that is there already is updated.',
				'## 2 · Таблица (Data Table)\nЕсли день магазина уже записан, он обновляется.',
			),
			nodes: [
				fields(both('Row', 'Строка таблицы'), {
					dedupeKey: '={{ $json.dedupeKey }}',
					date: '={{ $json.date }}',
					shop: '={{ $json.shop }}',
					netRub: ['number', '={{ $json.netRub }}'],
					grossRub: ['number', '={{ $json.grossRub }}'],
					returnRub: ['number', '={{ $json.returnRub }}'],
					receipts: ['number', '={{ $json.receipts }}'],
					returns: ['number', '={{ $json.returns }}'],
				}),
				upsert('dedupeKey'),
			],
		},
	],
	flow: ['Start > Settings > Create Table > Revenue > Row > Table', 'Every Morning > Settings'],
};

const revenueSettings = [...messageSettings];

export const revenueMessage: ExampleSource = {
	file: 'revenue-message',
	name: both('Revenue each morning', 'Выручка каждое утро'),
	sections: [
		{
			color: 4,
			text: both(
				`## 1 · Every morning at 7\nNet revenue of each shop yesterday, returns taken off. ${moscowTime.en}\n\nSelect your Kontur.OFD credential in **Revenue**. If a cash register cannot be read, the workflow fails: a total without it would look right and be too low.`,
				`## 1 · Каждое утро в 7\nЧистая выручка каждого магазина за вчера, возвраты вычтены. ${moscowTime.ru}\n\nВ **Revenue** выберите учётные данные Контур.ОФД. Если какую-то кассу прочитать нельзя, процесс завершится с ошибкой: сумма без неё выглядела бы верной, а была бы меньше.`,
			),
			lists: revenueSettings,
			nodes: [
				start,
				everyMorning(7),
				...settingsNodes(revenueSettings),
				ofd(both('Revenue', 'Выручка'), 'revenue.get', { options: {} }),
			],
		},
		messageSection(
			both(
				'## 2 · The message\nOne text with the total and a line for each shop.',
				'## 2 · Сообщение\nОдин текст: итог и по строке на магазин.',
			),
			both('=Revenue on {{ $json.date }}', '=Выручка за {{ $json.date }}'),
			[
				fields(both('Line', 'Строка'), {
					line: both(
						"={{ $json.shop }}: {{ $json.netRub.toLocaleString('ru-RU', { minimumFractionDigits: 2 }) }} ₽, {{ $json.receipts }} receipts, {{ $json.returns }} returns",
						"={{ $json.shop }}: {{ $json.netRub.toLocaleString('ru-RU', { minimumFractionDigits: 2 }) }} ₽, чеков {{ $json.receipts }}, возвратов {{ $json.returns }}",
					),
					netSum: ['number', '={{ $json.netSum }}'],
					date: '={{ $json.date }}',
				}),
				gather(both('All Lines', 'Все строки'), { line: 'lines', netSum: 'netSums', date: 'dates' }),
				fields(both('Message', 'Сообщение'), {
					date: "={{ $json.dates[0].toDateTime().toFormat('dd.MM.yyyy') }}",
					message: both(
						"={{ 'Revenue on ' + $json.dates[0].toDateTime().toFormat('dd.MM.yyyy') + ': ' + ($json.netSums.reduce((total, sum) => total + sum, 0) / 100).toLocaleString('ru-RU', { minimumFractionDigits: 2 }) + ' ₽\\n\\n' + $json.lines.join('\\n') }}",
						"={{ 'Выручка за ' + $json.dates[0].toDateTime().toFormat('dd.MM.yyyy') + ': ' + ($json.netSums.reduce((total, sum) => total + sum, 0) / 100).toLocaleString('ru-RU', { minimumFractionDigits: 2 }) + ' ₽\\n\\n' + $json.lines.join('\\n') }}",
					),
				}),
			],
		),
	],
	flow: [
		...settingsFlow(['Start', 'Every Morning'], 'Revenue'),
		'Revenue > Line > All Lines > Message',
		...messageFlow('Message'),
	],
};

export const reconcileReceipts: ExampleSource = {
	file: 'reconcile-receipts',
	name: both('Reconcile receipts', 'Сверить чеки'),
	sections: [
		{
			color: 4,
			text: both(
				`## 1 · Every morning\nCompares the receipts of the last seven days with the shift reports of the cash registers and with Kontur's statistics, and keeps what does not agree. ${moscowTime.en}\n\nSelect your Kontur.OFD credential in **Reconcile**.`,
				`## 1 · Каждое утро\nСверяет чеки последних семи дней с отчётами о закрытии смен и со статистикой Контура и оставляет то, что не сошлось. ${moscowTime.ru}\n\nВ **Reconcile** выберите учётные данные Контур.ОФД.`,
			),
			lists: [...messageSettings],
			nodes: [
				start,
				everyMorning(8),
				...settingsNodes(messageSettings),
				ofd(both('Reconcile', 'Сверка'), 'revenue.reconcile', {
					period: 'last7Days',
					options: { onlyDifferences: true },
				}),
			],
		},
		messageSection(
			both(
				'## 2 · What differs\nOne text with a line for each shift or day: which cash register, by how much, which document numbers are missing, or why it cannot be told. If everything agrees, there is no message.',
				'## 2 · Что не сошлось\nОдин текст: строка на смену или день — какая касса, на сколько, каких номеров нет или почему сказать нельзя. Если всё сошлось, сообщения нет.',
			),
			both('Receipts that do not agree', 'Чеки не сошлись'),
			[
				fields(both('Line', 'Строка'), {
					line: both(
						"={{ [$json.date, $json.shop, $json.cashRegister, $json.shiftNumber ? 'shift ' + $json.shiftNumber : ''].filter(Boolean).join(', ') }}: {{ $json.reason }}",
						"={{ [$json.date, $json.shop, $json.cashRegister, $json.shiftNumber ? 'смена ' + $json.shiftNumber : ''].filter(Boolean).join(', ') }}: {{ $json.reason }}",
					),
				}),
				gather(both('All Lines', 'Все строки'), { line: 'lines' }),
				fields(both('Message', 'Сообщение'), { message: "={{ $json.lines.join('\\n') }}" }),
			],
		),
	],
	flow: [
		...settingsFlow(['Start', 'Every Morning'], 'Reconcile'),
		'Reconcile > Line > All Lines > Message',
		...messageFlow('Message'),
	],
};

export const signAndVerify: ExampleSource = {
	file: 'sign-and-verify',
	name: both('Sign and verify', 'Подписать и проверить'),
	sections: [
		{
			color: 4,
			text: both(
				'## A document\nReplace **Text** and **Document** with **Read/Write Files From Disk**, an email trigger or any other node that returns a file.',
				'## Документ\nВместо **Text** и **Document** поставьте *Read/Write Files From Disk*, почтовый триггер или любой узел, который отдаёт файл.',
			),
			nodes: [
				start,
				fields(both('Text', 'Текст'), { text: 'Договор № 1' }),
				other(both('Document', 'Документ'), 'convertToFile', 1.1, {
					operation: 'toText',
					sourceProperty: 'text',
					options: { fileName: 'contract.txt' },
				}),
			],
		},
		{
			color: 5,
			text: both(
				'## Sign and verify\n**Sign** adds the signature to the item as the file `signature`; **Verify** returns who signed and whether the document is unchanged. Everything happens inside n8n. Select your Kontur Certificate credential in **Sign** and in **Get Certificate Info**.',
				'## Подписать и проверить\n**Sign** добавляет подпись файлом `signature`; **Verify** говорит, кто подписал и не изменён ли документ. Всё происходит внутри n8n. Выберите сертификат в **Sign** и в **Get Certificate Info**.',
			),
			nodes: [
				kontur(both('Sign', 'Подписать'), 'konturSignature', { resource: 'document', operation: 'sign' }, [
					'konturCertificateApi',
				]),
				kontur(
					both('Verify', 'Проверить'),
					'konturSignature',
					{ resource: 'document', operation: 'verify' },
					[],
				),
			],
		},
		{
			color: 6,
			text: both(
				'## Does the certificate expire soon?\nReplace **Start** with a Schedule Trigger to check every morning, and connect an email or a messenger after **Reminder**, which runs when fewer than 30 days are left.',
				'## Скоро кончится сертификат?\nЧтобы проверять каждое утро, поставьте вместо **Start** расписание (Schedule Trigger), а после **Reminder** — письмо или мессенджер: он срабатывает, когда осталось меньше 30 дней.',
			),
			nodes: [
				kontur(
					both('Get Certificate Info', 'Сведения о сертификате'),
					'konturSignature',
					{ resource: 'certificate', operation: 'get' },
					['konturCertificateApi'],
				),
				other(both('Expires Soon?', 'Скоро кончится?'), 'if', 2.2, {
					conditions: {
						options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
						conditions: [
							{
								id: '1',
								leftValue: '={{ $json.daysLeft }}',
								rightValue: 30,
								operator: { type: 'number', operation: 'lt' },
							},
						],
						combinator: 'and',
					},
					options: {},
				}),
				fields(both('Reminder', 'Напоминание'), {
					message: both(
						"=The certificate of {{ $json.subject.name }} {{ $json.expired ? 'has ended' : 'ends' }} on {{ $json.validTo.toDateTime().toFormat('dd.MM.yyyy') }}. Days left: {{ $json.daysLeft }}. Renew it and put the new one into the credential.",
						"=Сертификат {{ $json.subject.name }} {{ $json.expired ? 'истёк' : 'истекает' }} {{ $json.validTo.toDateTime().toFormat('dd.MM.yyyy') }}. Осталось дней: {{ $json.daysLeft }}. Получите новый и вставьте его в учётные данные.",
					),
				}),
			],
		},
	],
	flow: [
		'Start > Text > Document > Sign > Verify',
		'Start > Get Certificate Info > Expires Soon? > Reminder',
	],
};
