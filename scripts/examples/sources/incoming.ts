import type { ExampleSource } from '../model';
import {
	account,
	byId,
	chosenAccount,
	createTable,
	eachOf,
	everyHour,
	everyMorning,
	everyWorkingDay,
	extern,
	fields,
	filesNote,
	gather,
	goOn,
	inn,
	kontur,
	messageFlow,
	messageSection,
	messageSettings,
	messageSettingsIfAny,
	moscowTime,
	needed,
	ofSettings,
	only,
	optional,
	other,
	question,
	readFiles,
	senderIp,
	set,
	settingsFlow,
	settingsNodes,
	start,
	stop,
	tableSetting,
	thisAccount,
	together,
	upsert,
	usual,
	writeFile,
} from '../nodes';
import { both } from '../texts';

const folder = usual(
	both('folder', 'Папка'),
	'/home/node/.n8n-files',
	both('where to save the files', 'куда сохранять файлы'),
);

const answerSettings = [inn, senderIp];

export const answerEverything: ExampleSource = {
	file: 'answer-everything',
	name: both('Answer everything in the morning', 'Утром ответить на всё'),
	sections: [
		{
			color: 4,
			text: both(
				`## Confirmations go out every working day\nAt eight, this workflow generates, signs and sends the receipts that authorities expect, and lists what needs a human, with deadlines.\n\nSelect your credentials in **Answer** once. Publish the workflow, or run it from **Start** to try it; turn on **Dry Run** in **Answer** to see what would be sent. Connect an email or a table after **Earliest First**. ${moscowTime.en}`,
				`## Подтверждения уходят каждый рабочий день\nВ восемь утра процесс готовит, подписывает и отправляет извещения и квитанции, которых ждут ведомства, а то, что осталось человеку, перечисляет со сроками.\n\nОдин раз выберите учётные данные в **Answer**. Опубликуйте процесс (Publish) или попробуйте из **Start**; пробный запуск в **Answer** покажет, что ушло бы. После **Earliest First** поставьте письмо или таблицу. ${moscowTime.ru}`,
			),
			lists: answerSettings,
			nodes: [start, everyWorkingDay(8), ...settingsNodes(answerSettings)],
		},
		{
			color: 5,
			text: both(
				'## What it does not do\nIt does not accept demands, because acceptance starts the deadline for the reply. To accept them automatically, turn on **Accept Demands** in **Answer**. A second run sends nothing twice.',
				'## Чего он не делает\nТребования он не принимает: с приёма начинается срок ответа. Принимать их автоматически можно переключателем в **Answer**. Повторный запуск ничего не отправит дважды.',
			),
			nodes: [
				other(
					both('What to Answer', 'На что отвечать'),
					'set',
					3.4,
					{
						mode: 'raw',
						jsonOutput: '{\n  "types": [\n    "",\n    "fns534-inventory"\n  ]\n}',
						options: {},
					},
					{
						more: {
							notes: both(
								'Empty means all common document flows. Types that Kontur lists only on request have their own row.',
								'Пусто — все обычные документообороты. У видов, которые Контур показывает только по запросу, своя строка.',
							),
						},
					},
				),
				eachOf(both('One by One', 'По одному'), 'types'),
				extern(
					both('Answer', 'Ответить'),
					'docflow.answer',
					{
						accountId: chosenAccount,
						answerFor: 'many',
						filters: { types: '={{ $json.types }}' },
						returnAll: true,
						senderIpAddress: ofSettings('senderIpAddress'),
					},
					{ signs: true },
				),
				eachOf(both('Needs a Human', 'Осталось человеку'), 'needsHuman', {
					include: 'selectedOtherFields',
					fieldsToInclude: 'docflowId, type',
				}),
				fields(both('Task', 'Задача'), {
					until: both(
						"={{ $json.needsHuman.deadline?.date ?? 'no day' }}",
						"={{ $json.needsHuman.deadline?.date ?? 'без срока' }}",
					),
					task: '={{ $json.needsHuman.what }}',
					note: "={{ $json.needsHuman.deadline?.note ?? '' }}",
					type: '={{ $json.type }}',
					docflowId: '={{ $json.docflowId }}',
				}),
				other(both('Earliest First', 'Сначала срочные'), 'sort', 1, {
					sortFieldsUi: { sortField: [{ fieldName: 'until' }] },
					options: {},
				}),
				only(both('Not Answered', 'Не отвечено'), '={{ ($json.failed ?? []).length > 0 }}'),
				stop(
					both('Stop: Not Answered', 'Стоп: не отвечено'),
					both(
						"=Kontur did not take an answer. Document flow {{ $json.docflowId }}: {{ $json.failed.map((one) => [one.error, one.text].filter(Boolean).join(': ')).join('; ') }}",
						"=Контур не принял ответ. Документооборот {{ $json.docflowId }}: {{ $json.failed.map((one) => [one.error, one.text].filter(Boolean).join(': ')).join('; ') }}",
					),
				),
			],
		},
	],
	flow: [
		...settingsFlow(['Start', 'Every Working Day'], 'What to Answer'),
		'What to Answer > One by One > Answer > Needs a Human > Task > Earliest First',
		'Answer > Not Answered > Stop: Not Answered',
	],
};

const demandSettings = [
	inn,
	folder,
	tableSetting('demands', 'Требования'),
	usual(
		both('remindDays', 'Напоминать за дней'),
		3,
		both('how many days before a deadline to remind', 'за сколько дней до срока напоминать'),
	),
	...messageSettingsIfAny,
];

export const incomingDemands: ExampleSource = {
	file: 'incoming-demands',
	name: both('Incoming demands', 'Входящие требования'),
	sections: [
		{
			color: 4,
			text: both(
				`## 1 · Every morning\nLists the open demands of the tax office with their deadlines, decrypts their files inside n8n and saves them in a folder. ${moscowTime.en}\n\nSelect your credentials in the nodes once: the Kontur certificate decrypts the files.\n\n${filesNote.en}`,
				`## 1 · Каждое утро\nПеречисляет открытые требования налоговой со сроками, расшифровывает их файлы внутри n8n и сохраняет в папку. ${moscowTime.ru}\n\nОдин раз выберите в узлах учётные данные: сертификат расшифровывает файлы.\n\n${filesNote.ru}`,
			),
			lists: demandSettings,
			nodes: [start, everyMorning(7), ...settingsNodes(demandSettings), account],
		},
		{
			color: 5,
			text: both(
				'## 2 · A table and files\nOne row per demand in the data table, by `docflowId`: a demand is listed every morning until it is finished, and updated. To answer one, use the example "Reply to a demand".',
				'## 2 · Таблица и файлы\nВ таблице (Data Table) одна строка на требование, по `docflowId`: требование приходит каждое утро, пока не закрыто, и строка обновляется. Ответить поможет пример «Ответить на требование».',
			),
			nodes: [
				createTable({
					docflowId: 'string',
					task: 'string',
					acceptUntil: 'string',
					answerUntil: 'string',
					answered: 'string',
					taxOffice: 'string',
				}),
				extern(both('Open Demands', 'Открытые требования'), 'docflow.getAll', {
					accountId: thisAccount,
					filters: { types: 'fns534-demand', state: 'unfinished' },
					returnAll: true,
					simplify: false,
				}),
				fields(both('Task', 'Задача'), {
					task: both(
						"=Demand of tax office {{ $json.description.cu }} of {{ $json['send-date'].slice(0, 10) }}, for {{ $json.description['payer-inn'] }}",
						"=Требование налоговой {{ $json.description.cu }} от {{ $json['send-date'].slice(0, 10) }}, кому — {{ $json.description['payer-inn'] }}",
					),
					acceptUntil: both(
						"={{ ['received', 'arrived'].includes($json.status.split(':').pop()) ? ($json.description['receipt-deadline-date'] ?? '').slice(0, 10) : 'accepted' }}",
						"={{ ['received', 'arrived'].includes($json.status.split(':').pop()) ? ($json.description['receipt-deadline-date'] ?? '').slice(0, 10) : 'принято' }}",
					),
					answerUntil: "={{ ($json.description['reply-deadline-date'] ?? '').slice(0, 10) }}",
					answered: "={{ $json.description['replies-status'] }}",
					taxOffice: '={{ $json.description.cu }}',
					docflowId: '={{ $json.id }}',
				}),
				upsert('docflowId'),
				extern(
					both('Download Files', 'Скачать файлы'),
					'docflow.downloadDocuments',
					{
						accountId: thisAccount,
						docflowId: byId('$json.id'),
						documentTypes: 'fns534-demand, fns534-demand-attachment',
						options: { whenNotRecipient: 'encrypted' },
					},
					{ signs: true },
				),
				writeFile(
					both('Save File', 'Сохранить файл'),
					`={{ ${set('folder')} }}/{{ $json.docflowId.slice(0, 8) }}_{{ $json.fileName.replace(/[\\/\\\\]/g, '_') }}`,
				),
			],
		},
		messageSection(
			both(
				'## 3 · Reminders\nOne message with the demands whose deadline to accept or to answer is near.',
				'## 3 · Напоминания\nОдно сообщение с требованиями, по которым скоро срок приёма или ответа.',
			),
			both('Demands of the tax office: deadlines', 'Требования налоговой: сроки'),
			[
				only(
					both('Due Soon', 'Скоро срок'),
					`={{ [$json.acceptUntil, $json.answered === 'not-sent' ? $json.answerUntil : ''].some((day) => /^\\d{4}-/.test(day) && day <= $now.plus({ days: ${set('remindDays')} }).toISODate()) }}`,
				),
				fields(both('Line', 'Строка'), {
					line: both(
						"={{ /^\\d{4}-/.test($json.acceptUntil) ? 'accept until ' + $json.acceptUntil.toDateTime().toFormat('dd.MM.yyyy') + ', ' : '' }}{{ $json.answerUntil ? 'answer until ' + $json.answerUntil.toDateTime().toFormat('dd.MM.yyyy') : '' }} · {{ $json.task }}",
						"={{ /^\\d{4}-/.test($json.acceptUntil) ? 'принять до ' + $json.acceptUntil.toDateTime().toFormat('dd.MM.yyyy') + ', ' : '' }}{{ $json.answerUntil ? 'ответить до ' + $json.answerUntil.toDateTime().toFormat('dd.MM.yyyy') : '' }} · {{ $json.task }}",
					),
				}),
				gather(both('All Lines', 'Все строки'), { line: 'lines' }),
				fields(both('Message', 'Сообщение'), { message: "={{ $json.lines.join('\\n') }}" }),
			],
		),
	],
	flow: [
		...settingsFlow(['Start', 'Every Morning'], 'Account'),
		'Account > Create Table > Open Demands > Task > Due Soon > Line > All Lines > Message',
		'Task > Table',
		'Open Demands > Download Files > Save File',
		...messageFlow('Message'),
	],
};

const replySettings = [
	inn,
	optional(
		both('demand', 'Требование'),
		both(
			'only if several demands are open: the `docflowId` of the one to answer',
			'только если открыто несколько требований: `docflowId` того, на которое отвечать',
		),
	),
	needed(
		both('demandItem', 'Пункт требования'),
		both('item of the demand to answer, such as 1.01', 'на какой пункт требования отвечать, например 1.01'),
	),
	usual(
		both('files', 'Файлы'),
		'/home/node/.n8n-files/demand/*',
		both('path of the documents, in a separate folder', 'путь к документам, в отдельной папке'),
	),
	senderIp,
];

export const replyToDemand: ExampleSource = {
	file: 'reply-to-demand',
	name: both('Reply to a demand', 'Ответить на требование'),
	sections: [
		{
			color: 4,
			text: both(
				`## The tax office requests documents\nPut the scans (PDF, JPG, PNG, TIF) and formalized documents (XML) into a separate folder. Select your credentials in the nodes once.\n\n${filesNote.en}`,
				`## Налоговая требует документы\nПоложите сканы (PDF, JPG, PNG, TIF) и формализованные документы (XML) в отдельную папку. Один раз выберите в узлах учётные данные.\n\n${filesNote.ru}`,
			),
			lists: replySettings,
			nodes: [
				start,
				...settingsNodes(replySettings),
				readFiles(both('Find Files', 'Найти файлы'), ofSettings('files')),
				extern(
					both('Open Demands', 'Открытые требования'),
					'docflow.getAll',
					{
						accountId: chosenAccount,
						filters: { types: 'fns534-demand', state: 'unfinished' },
						returnAll: true,
					},
					{ more: { executeOnce: true, alwaysOutputData: true } },
				),
				fields(
					both('Which Demand', 'Какое требование'),
					{
						demand: `={{ ${set('demand')} || ($('Open Demands').all().length === 1 ? $json.id : '') }}`,
						open: "={{ $('Open Demands').all().map(({ json }) => json.id).filter(Boolean).join(', ') }}",
					},
					{ more: { executeOnce: true } },
				),
				question(both('One Demand?', 'Одно требование?'), "={{ ($json.demand ?? '') !== '' }}"),
				stop(
					both('Stop: Which Demand?', 'Стоп: какое требование?'),
					both(
						"=Nothing was sent. {{ $json.open ? 'Several demands are open: enter one of them in Settings: ' + $json.open : 'No demand is open' }}",
						"=Ничего не отправлено. {{ $json.open ? 'Открыто несколько требований, впишите одно в «Настройки»: ' + $json.open : 'Открытых требований нет' }}",
					),
				),
			],
		},
		{
			color: 5,
			text: both(
				'## Accept and reply\n**Accept** sends the receipt and accepts the demand if Kontur finds no faults in it; acceptance starts the deadline for the reply. A demand that is already accepted stays unchanged. **Reply** builds the inventory, signs it and all its documents, checks and sends it. A second run with the same files never sends twice.',
				'## Принять и ответить\n**Accept** отправляет извещение и принимает требование, если Контур не нашёл в нём ошибок; с приёма начинается срок ответа. Уже принятое требование не меняется. **Reply** собирает опись, подписывает её и все документы, проверяет и отправляет. Повторный запуск с теми же файлами дважды не отправит.',
			),
			nodes: [
				extern(
					both('Accept', 'Принять'),
					'docflow.answer',
					{
						accountId: chosenAccount,
						docflowId: byId('$json.demand'),
						senderIpAddress: ofSettings('senderIpAddress'),
						options: { acceptDemands: true },
					},
					{ signs: true, more: { executeOnce: true } },
				),
				question(both('Accepted?', 'Принято?'), "={{ !['received', 'arrived'].includes($json.status) }}"),
				readFiles(both('Read Files', 'Прочитать файлы'), ofSettings('files')),
				together(both('One Reply', 'Одним ответом')),
				extern(
					both('Reply', 'Ответить'),
					'demand.reply',
					{
						accountId: chosenAccount,
						relatedDocflowId: byId("$('Accept').first().json.docflowId"),
						senderIpAddress: ofSettings('senderIpAddress'),
						additionalFields: { claimItemNumber: ofSettings('demandItem') },
					},
					{ signs: true },
				),
				fields(both('Message', 'Сообщение'), {
					message: both(
						"={{ $json.alreadySent ? 'Was sent before' : 'Sent' }}: {{ $json.sentDocuments.map((document) => document.name).join(', ') }}. Inventory {{ $json.docflowId }}; the tax office answers it within a day. \"Answer everything in the morning\" sends the receipt for that.",
						"={{ $json.alreadySent ? 'Отправлено раньше' : 'Отправлено' }}: {{ $json.sentDocuments.map((document) => document.name).join(', ') }}. Опись {{ $json.docflowId }}; налоговая ответит на неё в течение дня. Извещение на её ответ отправит пример «Утром ответить на всё».",
					),
					docflowId: '={{ $json.docflowId }}',
				}),
				stop(
					both('Stop: Not Accepted', 'Стоп: не принято'),
					both(
						"=The demand is not accepted, nothing was sent. {{ ($json.needsHuman[0] ?? {}).what }} {{ (($json.needsHuman[0] ?? {}).errorCodes ?? []).join(', ') }}",
						"=Требование не принято, ничего не отправлено. {{ ($json.needsHuman[0] ?? {}).what }} {{ (($json.needsHuman[0] ?? {}).errorCodes ?? []).join(', ') }}",
					),
				),
			],
		},
	],
	flow: [
		...settingsFlow(['Start'], 'Find Files'),
		'Find Files > Open Demands > Which Demand > One Demand? > Accept > Accepted? > Read Files > One Reply > Reply > Message',
		'One Demand? [1] > Stop: Which Demand?',
		'Accepted? [1] > Stop: Not Accepted',
	],
};

const letterSettings = [
	inn,
	needed(
		both('taxOffice', 'Код налоговой'),
		both(
			"4 digits; on Kontur's test site 0087 accepts and 0088 rejects",
			'4 цифры; на тестовой площадке Контура 0087 принимает, 0088 отказывает',
		),
	),
	needed(both('subject', 'Тема'), both('subject of the letter', 'тема письма')),
	needed(both('text', 'Текст'), both('text of the letter, in Russian', 'текст письма')),
	senderIp,
];

export const letterToTaxOffice: ExampleSource = {
	file: 'letter-to-tax-office',
	name: both('Letter to the tax office', 'Письмо в налоговую'),
	sections: [
		{
			color: 4,
			text: both(
				"## A letter\nSelect your credentials in **Send Letter** once. Your certificate signs the letter inside n8n; the sender is the account's organization.\n\nThe same letter goes only once, even if you run the workflow again.\n\n**With attachments:** put *Read Files from Disk* and *Aggregate* (all item data, with binaries) in front of **Send Letter**, and enter `*` as its *Attachments*. The tax office responds with a document flow `fns534-cu-letter`.",
				'## Письмо\nОдин раз выберите учётные данные в **Send Letter**. Сертификат подпишет письмо внутри n8n; отправитель — организация учётной записи.\n\nОдно и то же письмо уйдёт только раз, даже если запустить снова.\n\n**С вложениями:** перед **Send Letter** поставьте *Read Files from Disk* и *Aggregate* (все данные, с файлами), а в поле вложений введите `*`. Налоговая ответит документооборотом `fns534-cu-letter`.',
			),
			lists: letterSettings,
			nodes: [
				start,
				...settingsNodes(letterSettings),
				extern(
					both('Send Letter', 'Отправить письмо'),
					'letter.send',
					{
						accountId: chosenAccount,
						recipientCode: ofSettings('taxOffice'),
						letterSubject: ofSettings('subject'),
						letterText: ofSettings('text'),
						senderIpAddress: ofSettings('senderIpAddress'),
						additionalFields: {},
					},
					{ signs: true },
				),
				fields(both('Message', 'Сообщение'), {
					message: both(
						`=Sent: {{ ${set('subject')} }}. Document flow {{ $json.docflowId }}.`,
						`=Отправлено: {{ ${set('subject')} }}. Документооборот {{ $json.docflowId }}.`,
					),
					docflowId: '={{ $json.docflowId }}',
				}),
			],
		},
	],
	flow: [...settingsFlow(['Start'], 'Send Letter'), 'Send Letter > Message'],
};

const sedoTypes = [
	'additional-vacation-statement-need-doc',
	'appeal',
	'benefit-payment-status-notice',
	'billing-information',
	'demand',
	'insured-person-mismatch',
	'payment-details-demand',
	'proactive-expire-notice',
	'proactive-payments-benefit',
	'proactive-payments-demand',
	'proactive-process-events-notification',
	'pvso-notification',
	'sick-report-change-notification',
].map((type) => `fss-sedo-${type}`);

const sedoSettings = [inn, folder, senderIp];

export const socialFundIncoming: ExampleSource = {
	file: 'social-fund-incoming',
	name: both('Messages from the social fund', 'Сообщения СФР (СЭДО)'),
	sections: [
		{
			color: 4,
			text: both(
				`## 1 · Which account\nChoose your credentials in the nodes once. The Kontur certificate signs the requests to the fund and the read notices, and decrypts the documents.\n\n${filesNote.en}`,
				`## 1 · Чья учётная запись\nОдин раз выберите в узлах учётные данные. Сертификат подписывает запросы в фонд и уведомления о прочтении и расшифровывает документы.\n\n${filesNote.ru}`,
			),
			lists: sedoSettings,
			nodes: [start, everyHour, ...settingsNodes(sedoSettings), account],
		},
		{
			color: 5,
			text: both(
				'## 2 · New messages\nKontur lists messages from the social fund (SEDO) only by type, so **Open Messages** names all types. The workflow skips messages that need nothing from you.',
				'## 2 · Новые сообщения\nСообщения СФР (СЭДО) Контур показывает только по видам, поэтому в **Open Messages** перечислены все. Сообщения, по которым делать нечего, пропускаются.',
			),
			nodes: [
				extern(both('Open Messages', 'Открытые сообщения'), 'docflow.getAll', {
					accountId: thisAccount,
					filters: { types: sedoTypes.join(', '), state: 'unfinished' },
					returnAll: true,
				}),
				only(
					both('Needs Action', 'Надо действовать'),
					'={{ /:(received|arrived|response-arrived)$/.test($json.status) }}',
				),
			],
		},
		{
			color: 6,
			text: both(
				'## 3 · Documents\nA message arrives without its documents. **Fetch Documents** requests them once, waits up to a minute and decrypts them. Documents that have not arrived by then are fetched an hour later.',
				'## 3 · Документы\nСообщение приходит без документов. **Fetch Documents** один раз запрашивает их, ждёт до минуты и расшифровывает. Что не пришло за минуту, заберёт через час.',
			),
			nodes: [
				extern(
					both('Fetch Documents', 'Забрать документы'),
					'documentsRequest.fetch',
					{ accountId: thisAccount, docflowId: byId('$json.id'), options: { timeout: 60 } },
					{ signs: true, more: goOn },
				),
				writeFile(
					both('Save File', 'Сохранить файл'),
					`={{ ${set('folder')} }}/{{ $json.docflowId }}_{{ $json.id.slice(0, 8) }}_{{ $json.fileName }}`,
				),
				other(both('Each Message Once', 'Каждое сообщение раз'), 'removeDuplicates', 2, {
					operation: 'removeDuplicateInputItems',
					compare: 'selectedFields',
					fieldsToCompare: 'docflowId',
					options: {},
				}),
			],
		},
		{
			color: 7,
			text: both(
				'## 4 · Read\nThe workflow confirms a message as read only after its files are saved. Tasks for a person become a message with their deadline: connect an email or a messenger after **What to Do**.',
				'## 4 · Прочитано\nПрочтение подтверждается, только когда файлы сохранены. Задачи человеку становятся сообщением со сроком: после **What to Do** поставьте письмо или мессенджер.',
			),
			nodes: [
				extern(
					both('Send Read Notices', 'Сообщить о прочтении'),
					'docflow.answer',
					{
						accountId: thisAccount,
						answerFor: 'one',
						docflowId: byId('$json.docflowId'),
						senderIpAddress: ofSettings('senderIpAddress'),
					},
					{ signs: true, more: goOn },
				),
				eachOf(both('Each Task', 'Каждая задача'), 'needsHuman', {
					include: 'selectedOtherFields',
					fieldsToInclude: 'type, docflowId',
				}),
				fields(both('What to Do', 'Что сделать'), {
					message: both(
						"={{ $json.needsHuman.what }}{{ $json.needsHuman.deadline?.date ? ', until ' + $json.needsHuman.deadline.date.toDateTime().toFormat('dd.MM.yyyy') : '' }} ({{ $json.type }}, document flow {{ $json.docflowId }})",
						"={{ $json.needsHuman.what }}{{ $json.needsHuman.deadline?.date ? ', до ' + $json.needsHuman.deadline.date.toDateTime().toFormat('dd.MM.yyyy') : '' }} ({{ $json.type }}, документооборот {{ $json.docflowId }})",
					),
				}),
				fields(both('Not Done', 'Не вышло'), {
					message: both(
						'=Document flow {{ $json.docflowId ?? $json.id }}: {{ $json.error }}',
						'=Документооборот {{ $json.docflowId ?? $json.id }}: {{ $json.error }}',
					),
				}),
			],
		},
	],
	flow: [
		...settingsFlow(['Start', 'Every Hour'], 'Account'),
		'Account > Open Messages > Needs Action > Fetch Documents > Save File > Each Message Once > Send Read Notices > Each Task > What to Do',
		'Fetch Documents [1] > Not Done',
		'Send Read Notices [1] > Not Done',
	],
};

export const externEvents: ExampleSource = {
	file: 'extern-events',
	name: both('Document flow events', 'События документооборотов'),
	sections: [
		{
			color: 4,
			text: both(
				'## An event\nPublish the workflow. From then on, every event in your accounts starts it, at most once a minute.\n\nKontur grants access to the event feed on request, and the administrator of each account shares its events.',
				'## Событие\nОпубликуйте процесс (Publish). С этого момента его запускает каждое событие в ваших учётных записях, не чаще раза в минуту.\n\nДоступ к ленте событий Контур даёт по запросу, а события учётной записи открывает её администратор.',
			),
			nodes: [
				kontur(
					both('Kontur.Extern Trigger', 'Триггер Контур.Экстерна'),
					'konturExternTrigger',
					{ pollTimes: { item: [{ mode: 'everyMinute' }] }, startFrom: 'now', filters: {} },
					['konturExternApi'],
				),
			],
		},
		{
			color: 5,
			text: both(
				'## Its document flow\nAdd what should happen next: a message, a table row, the download of a document.',
				'## Его документооборот\nДобавьте, что должно быть дальше: сообщение, строка таблицы, скачивание документа.',
			),
			nodes: [
				extern(both('Get Document Flow', 'Документооборот'), 'docflow.get', {
					accountId: byId('$json["account-id"]'),
					docflowId: byId('$json["docflow-id"]'),
				}),
				fields(both('Summary', 'Итог'), {
					eventId: "={{ $('Kontur.Extern Trigger').item.json.id }}",
					event: '={{ $(\'Kontur.Extern Trigger\').item.json["new-state"] }}',
					documentFlowId: '={{ $json.id }}',
					status: '={{ $json.status }}',
					inn: '={{ $json["payer-inn"] }}',
					form: '={{ $json["form-shortname"] }}',
				}),
			],
		},
	],
	flow: ['Kontur.Extern Trigger > Get Document Flow > Summary'],
};

const attentionSettings = [
	...messageSettings,
	tableSetting('attention', 'Внимание'),
	optional(
		both('inns', 'ИНН клиентов'),
		both(
			'for some clients only: their INNs, separated by commas',
			'только часть клиентов: их ИНН через запятую',
		),
	),
	usual(
		both('daysAhead', 'Дней вперёд'),
		14,
		both(
			'how far to look ahead for reports and payments',
			'на сколько дней вперёд смотреть отчёты и платежи',
		),
	),
];

export const whatNeedsAttention: ExampleSource = {
	file: 'what-needs-attention',
	name: both('What needs attention', 'Что требует внимания'),
	sections: [
		{
			color: 4,
			text: both(
				`## 1 · The morning board\nEvery working morning at 8, what somebody has to look at, of all clients of your login: demands with days left, messages that want an answer, refused reports, reports and payments due, certificates and powers of attorney that end. ${moscowTime.en}\n\nSelect your Kontur.Extern credential in **What Needs Attention**.`,
				`## 1 · Утренняя сводка\nКаждый рабочий день в 8: на что надо посмотреть у всех клиентов вашего логина — требования и сколько дней осталось, сообщения, которые ждут ответа, отказы, сроки отчётов и платежей, сертификаты и доверенности, которые истекают. ${moscowTime.ru}\n\nВ **What Needs Attention** выберите учётные данные Контур.Экстерна.`,
			),
			lists: attentionSettings,
			nodes: [
				start,
				everyWorkingDay(8),
				...settingsNodes(attentionSettings),
				createTable({
					key: 'string',
					seen: 'string',
					kind: 'string',
					what: 'string',
					deadline: 'string',
					daysLeft: 'number',
					organizationName: 'string',
					inn: 'string',
					link: 'string',
					docflowId: 'string',
				}),
				extern(both('What Needs Attention', 'Что требует внимания'), 'attention.getAll', {
					inns: ofSettings('inns'),
					daysAhead: ofSettings('daysAhead'),
					options: {},
				}),
			],
		},
		{
			color: 5,
			text: both(
				'## 2 · A table\nOne row each, by `key`: inserted the first morning, updated on the others. What is done keeps its last day in `seen`.',
				'## 2 · Таблица\nПо строке на дело, по полю `key`: в первое утро добавляется, потом обновляется. У сделанного в `seen` остаётся последний день.',
			),
			nodes: [
				fields(both('Row', 'Строка таблицы'), {
					key: "={{ [$json.kind, $json.accountId, $json.inn, $json.docflowId, $json.what, $json.deadline].map((part) => part ?? '').join('|') }}",
					seen: '={{ $now.toISODate() }}',
					kind: '={{ $json.kind }}',
					what: '={{ $json.what }}',
					deadline: "={{ $json.deadline ?? '' }}",
					daysLeft: ['number', '={{ $json.daysLeft ?? null }}'],
					organizationName: "={{ $json.organizationName ?? '' }}",
					inn: "={{ $json.inn ?? '' }}",
					link: "={{ $json.link ?? '' }}",
					docflowId: "={{ $json.docflowId ?? '' }}",
				}),
				upsert('key'),
			],
		},
		messageSection(
			both(
				'## 3 · The message\nOne line each, the worst first. If there is nothing, there is no message.',
				'## 3 · Сообщение\nПо строке на дело, худшее сверху. Если ничего нет, нет и сообщения.',
			),
			both('What needs attention', 'Что требует внимания'),
			[
				fields(both('Line', 'Строка'), {
					line: both(
						"={{ $json.deadline ? $json.deadline.toDateTime().toFormat('dd.MM.yyyy') : 'no deadline' }} · {{ $json.organizationName }} · {{ $json.what }}{{ $json.link ? ' · ' + $json.link : '' }}",
						"={{ $json.deadline ? $json.deadline.toDateTime().toFormat('dd.MM.yyyy') : 'без срока' }} · {{ $json.organizationName }} · {{ $json.what }}{{ $json.link ? ' · ' + $json.link : '' }}",
					),
				}),
				gather(both('All Lines', 'Все строки'), { line: 'lines' }),
				fields(both('Message', 'Сообщение'), { message: "={{ $json.lines.join('\\n') }}" }),
			],
		),
	],
	flow: [
		...settingsFlow(['Start', 'Every Working Day'], 'Create Table'),
		'Create Table > What Needs Attention',
		'What Needs Attention > Row > Table',
		'What Needs Attention > Line > All Lines > Message',
		...messageFlow('Message'),
	],
};

const calendarSettings = [
	inn,
	...messageSettings,
	usual(
		both('daysAhead', 'Дней вперёд'),
		10,
		both('how many days to look ahead', 'на сколько дней вперёд смотреть'),
	),
];

export const reportsCalendar: ExampleSource = {
	file: 'reports-calendar',
	name: both('Reports and payments that are due', 'Сроки отчётов и платежей'),
	sections: [
		{
			color: 4,
			text: both(
				`## Calendar\nRuns every morning for all organizations of one account. ${moscowTime.en} Select your Kontur.Extern credential in **Calendar**.\n\nKontur knows which reports each organization has to send. Reports that are not sent or were declined stay in the list, even after the deadline.`,
				`## Календарь\nКаждое утро по всем организациям одной учётной записи. ${moscowTime.ru} В **Calendar** выберите учётные данные Контур.Экстерна.\n\nКонтур знает, что сдаёт каждая организация. Несданные и отклонённые отчёты остаются в списке и после срока.`,
			),
			lists: calendarSettings,
			nodes: [
				start,
				everyMorning(9),
				...settingsNodes(calendarSettings),
				extern(both('Calendar', 'Календарь'), 'calendar.get', {
					accountId: chosenAccount,
					daysAhead: ofSettings('daysAhead'),
					options: {},
				}),
			],
		},
		messageSection(
			both(
				'## The message\nOne text with a line per report and payment, the most urgent first. If nothing is due, there is no message.',
				'## Сообщение\nОдин текст: строка на отчёт и платёж, срочное сверху. Если ничего не подошло, сообщения нет.',
			),
			both('Reports and payments that are due', 'Сроки отчётов и платежей'),
			[
				fields(both('Line', 'Строка'), {
					line: both(
						"={{ $json.deadline.toDateTime().toFormat('dd.MM.yyyy') }} · {{ $json.name }}{{ $json.periodStart ? ', ' + $json.periodStart.toDateTime().toFormat('dd.MM.yyyy') + '–' + $json.periodEnd.toDateTime().toFormat('dd.MM.yyyy') : '' }} · {{ $json.organizationName }} · {{ $json.kind === 'payment' ? 'to be paid' : $json.status === 'declined' ? 'refused, send it again' : $json.daysLeft < 0 ? 'not sent, overdue' : 'not sent' }}",
						"={{ $json.deadline.toDateTime().toFormat('dd.MM.yyyy') }} · {{ $json.name }}{{ $json.periodStart ? ', ' + $json.periodStart.toDateTime().toFormat('dd.MM.yyyy') + '–' + $json.periodEnd.toDateTime().toFormat('dd.MM.yyyy') : '' }} · {{ $json.organizationName }} · {{ $json.kind === 'payment' ? 'заплатить' : $json.status === 'declined' ? 'отказ, отправить снова' : $json.daysLeft < 0 ? 'не сдано, срок прошёл' : 'не сдано' }}",
					),
				}),
				gather(both('All Lines', 'Все строки'), { line: 'lines' }),
				fields(both('Message', 'Сообщение'), { message: "={{ $json.lines.join('\\n') }}" }),
			],
		),
	],
	flow: [
		...settingsFlow(['Start', 'Every Morning'], 'Calendar'),
		'Calendar > Line > All Lines > Message',
		...messageFlow('Message'),
	],
};
