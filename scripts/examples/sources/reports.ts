import type { ExampleSource } from '../model';
import {
	account,
	allOf,
	byId,
	chosenAccount,
	extern,
	fields,
	filesNote,
	goOn,
	inn,
	messageFlow,
	messageSection,
	messageSettings,
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
	thisAccount,
	together,
	usual,
	writeFile,
} from '../nodes';
import { both } from '../texts';

const reportFile = needed(
	both('reportFile', 'Файл отчёта'),
	both(
		'path of the report, under the name that the tax office prescribes',
		'путь к файлу отчёта; имя файла — как предписывает ведомство',
	),
);

const reportFiles = usual(
	both('reportFiles', 'Файлы отчётов'),
	'/home/node/.n8n-files/reports/*.xml',
	both('path of the reports; each file is one report', 'путь к отчётам; каждый файл — один отчёт'),
);

const taxOffice = needed(
	both('taxOffice', 'Код налоговой'),
	both(
		"4 digits; on Kontur's test site 0087 accepts and 0088 rejects",
		'4 цифры; на тестовой площадке Контура 0087 принимает, 0088 отказывает',
	),
);

const waitSeconds = usual(
	both('waitSeconds', 'Ждать секунд'),
	600,
	both('how long to wait for the response', 'сколько ждать ответа'),
);

const reasons =
	"{{ $json.error }}{{ ($json.details?.errors ?? []).map((error) => '\\n' + (error.fileName ?? '') + ': ' + error.description).join('') }}";

const inOneStepSettings = [inn, senderIp, reportFiles];

export const sendReportInOneStep: ExampleSource = {
	file: 'send-report-in-one-step',
	name: both('Send a report in one step', 'Отправить отчёт одним узлом'),
	sections: [
		{
			color: 4,
			text: both(
				'## Send a report to the tax office\nIn **Send Report**, select your credentials: Kontur.Extern, and Kontur Certificate to sign with. The node reads the payer, the form and the tax office from the file.\n\n**From a folder:** run it from **Start**. **From a browser:** publish the workflow and share the address of **Report Form**; files that are uploaded together are sent together. Anyone with the address can send: set a password under *Authentication* there.\n\n' +
					filesNote.en,
				'## Отправить отчёт в налоговую\nВ узле **Send Report** выберите учётные данные: Контур.Экстерн и сертификат, которым подписывать. Кто платит, какая форма и какая налоговая, узел прочитает в файле.\n\n**Из папки:** нажмите **Start**. **Из браузера:** опубликуйте процесс (Publish) и раздайте адрес узла **Report Form**; файлы, загруженные вместе, уходят вместе. Отправить может любой, у кого есть адрес: поставьте там пароль (*Authentication*).\n\n' +
					filesNote.ru,
			),
			lists: inOneStepSettings,
			nodes: [
				start,
				{
					...other(both('Report Form', 'Форма отчёта'), 'formTrigger', 2.3, {
						formTitle: both('Send a report to the tax office', 'Отправить отчёт в налоговую'),
						formDescription: both(
							'The report and what belongs to it, as your accounting software has written them. Do not rename the files.',
							'Отчёт и всё, что к нему приложено, — как их выгрузила ваша программа. Не переименовывайте файлы.',
						),
						formFields: {
							values: [
								{
									fieldLabel: both('report', 'Отчёт'),
									fieldType: 'file',
									acceptFileTypes: '.xml, .zip, .pdf',
									requiredField: true,
								},
							],
						},
						options: { buttonLabel: both('Send', 'Отправить'), appendAttribution: false },
					}),
					hasWebhook: true,
				},
				...settingsNodes(inOneStepSettings, { keepsFiles: true }),
				question(both('From the Form?', 'Из формы?'), "={{ $('Report Form').isExecuted }}"),
				readFiles(both('Read Files', 'Прочитать файлы'), ofSettings('reportFiles')),
			],
		},
		{
			color: 5,
			text: both(
				'## Safe to run again\nThe same file is never sent twice, whatever happens in between. If the file has errors, nothing is sent: the form and **Notify** say why, the other files are sent, and the execution ends as failed.\n\nReplace **Notify** with an email, a messenger or a table: the text is in the field `message`.',
				'## Можно запускать снова\nОдин и тот же файл не уйдёт дважды, что бы ни случилось. Если в файле ошибки, ничего не отправляется: форма и **Notify** говорят почему, остальные файлы уходят, а выполнение помечено как неудачное.\n\nВместо **Notify** поставьте письмо, мессенджер или таблицу: текст — в поле `message`.',
			),
			nodes: [
				extern(
					both('Send Report', 'Отправить отчёт'),
					'report.send',
					{
						accountId: chosenAccount,
						binaryPropertyName: '*',
						senderIpAddress: ofSettings('senderIpAddress'),
						additionalFields: {},
						options: {},
					},
					{ signs: true, more: goOn },
				),
				fields(both('Sent', 'Отправлено'), {
					sent: ['boolean', true],
					title: both(
						"={{ $json.alreadySent ? 'Was sent before' : 'Sent' }}",
						"={{ $json.alreadySent ? 'Отправлено раньше' : 'Отправлено' }}",
					),
					message: both(
						"={{ $json.alreadySent ? 'Was sent before, nothing was sent again' : 'Sent' }}: {{ $json.files.map((file) => file.fileName).join(', ') }}, payer {{ $json.payer.inn }}, to {{ Object.values($json.recipient)[0] }}. Document flow {{ $json.docflowId }}.",
						"={{ $json.alreadySent ? 'Отправлено раньше, второй раз не отправляли' : 'Отправлено' }}: {{ $json.files.map((file) => file.fileName).join(', ') }}, налогоплательщик {{ $json.payer.inn }}, куда — {{ Object.values($json.recipient)[0] }}. Документооборот {{ $json.docflowId }}.",
					),
					docflowId: '={{ $json.docflowId }}',
				}),
				fields(both('Not Sent', 'Не отправлено'), {
					sent: ['boolean', false],
					title: both('Not sent', 'Не отправлено'),
					message: both(`=Not sent: ${reasons}`, `=Не отправлено: ${reasons}`),
				}),
				question(both('Show in the Form?', 'Показать в форме?'), "={{ $('Report Form').isExecuted }}"),
				{
					...other(both('Show Message', 'Показать сообщение'), 'form', 1, {
						operation: 'completion',
						respondWith: 'text',
						completionTitle: '={{ $json.title }}',
						completionMessage: '={{ $json.message }}',
						options: {},
					}),
					hasWebhook: true,
				},
				other(both('Notify', 'Сообщить'), 'noOp', 1, {}),
				question(both('Refused?', 'Отказано?'), '={{ $json.sent === false }}'),
				stop(
					both('Stop: Not Sent', 'Стоп: не отправлено'),
					both(
						"={{ $('Not Sent').all().map(({ json }) => json.message).join('\\n') }}",
						"={{ $('Not Sent').all().map(({ json }) => json.message).join('\\n') }}",
					),
				),
			],
		},
	],
	flow: [
		...settingsFlow(['Start', 'Report Form'], 'From the Form?'),
		'From the Form? > Send Report > Sent > Show in the Form? > Show Message > Refused? > Stop: Not Sent',
		'From the Form? [1] > Read Files > Send Report',
		'Send Report [1] > Not Sent > Show in the Form?',
		'Show in the Form? [1] > Notify > Refused?',
	],
};

const sendAndWaitSettings = [
	inn,
	senderIp,
	...messageSettings,
	reportFiles,
	usual(
		both('waitHours', 'Ждать часов'),
		24,
		both('how long to wait for the response', 'сколько ждать ответа'),
	),
];

export const sendAndWait: ExampleSource = {
	file: 'send-wait-tell',
	name: both('Send, wait for acceptance, tell', 'Отправить, дождаться приёма, сообщить'),
	sections: [
		{
			color: 4,
			text: both(
				'## 1 · Send\nIn **Send Report**, select your credentials: Kontur.Extern, and Kontur Certificate to sign with; in **Wait for Response**, Kontur.Extern.\n\n' +
					filesNote.en,
				'## 1 · Отправить\nВ узле **Send Report** выберите учётные данные: Контур.Экстерн и сертификат, которым подписывать; в узле **Wait for Response** — Контур.Экстерн.\n\n' +
					filesNote.ru,
			),
			lists: sendAndWaitSettings,
			nodes: [
				start,
				...settingsNodes(sendAndWaitSettings),
				readFiles(both('Read Files', 'Прочитать файлы'), ofSettings('reportFiles')),
				extern(
					both('Send Report', 'Отправить отчёт'),
					'report.send',
					{
						accountId: chosenAccount,
						senderIpAddress: ofSettings('senderIpAddress'),
						additionalFields: {},
						options: {},
					},
					{ signs: true, more: goOn },
				),
			],
		},
		{
			color: 5,
			text: both(
				'## 2 · Wait\nAuthorities respond within hours. If n8n restarts meanwhile, run the workflow again: nothing is sent twice, and it waits on.',
				'## 2 · Дождаться\nВедомства отвечают за несколько часов. Если n8n за это время перезапустится, запустите процесс снова: дважды ничего не уйдёт, он ждёт дальше.',
			),
			nodes: [
				extern(
					both('Wait for Response', 'Дождаться ответа'),
					'docflow.wait',
					{
						accountId: chosenAccount,
						docflowId: byId('$json.docflowId'),
						statuses: ['finished'],
						successStates: ['successful', 'failed', 'warning'],
						options: { timeout: `={{ ${set('waitHours')} * 3600 }}`, whenNotReached: 'output' },
					},
					{ more: goOn },
				),
				fields(both('Answered', 'Ответ'), {
					accepted: ['boolean', "={{ /(successful|warning)$/.test($json['success-state'] ?? '') }}"],
					message: both(
						"={{ !$json.reached ? 'No response yet' : /failed$/.test($json['success-state'] ?? '') ? 'REFUSED' : /warning$/.test($json['success-state'] ?? '') ? 'Accepted, but a clarification is wanted' : 'Accepted' }}: {{ $('Send Report').item.json.files.map((file) => file.fileName).join(', ') }}, payer {{ $('Send Report').item.json.payer.inn }}. Document flow {{ $('Send Report').item.json.docflowId }}.",
						"={{ !$json.reached ? 'Ответа пока нет' : /failed$/.test($json['success-state'] ?? '') ? 'ОТКАЗ' : /warning$/.test($json['success-state'] ?? '') ? 'Принято, но просят уточнить' : 'Принято' }}: {{ $('Send Report').item.json.files.map((file) => file.fileName).join(', ') }}, налогоплательщик {{ $('Send Report').item.json.payer.inn }}. Документооборот {{ $('Send Report').item.json.docflowId }}.",
					),
				}),
				fields(both('No Response', 'Ответ не получен'), {
					accepted: ['boolean', false],
					message: both(
						"=Sent, but the response cannot be read: {{ $json.error }} Document flow {{ $('Send Report').item.json.docflowId }}.",
						"=Отправлено, но узнать ответ не вышло: {{ $json.error }} Документооборот {{ $('Send Report').item.json.docflowId }}.",
					),
				}),
				fields(both('Not Sent', 'Не отправлено'), {
					accepted: ['boolean', false],
					message: both(`=NOT SENT: ${reasons}`, `=НЕ ОТПРАВЛЕНО: ${reasons}`),
				}),
				allOf(both('All Results', 'Все итоги'), 3),
			],
		},
		messageSection(
			both(
				'## 3 · Tell\nOne message for each report. When a report was not accepted, the execution ends as failed.',
				'## 3 · Сообщить\nОдно сообщение на отчёт. Если отчёт не приняли, выполнение помечено как неудачное.',
			),
			both("={{ $json.message.split(':')[0] }}", "={{ $json.message.split(':')[0] }}"),
			[],
			[
				only(both('Not Accepted', 'Не приняты'), '={{ $json.accepted === false }}'),
				stop(
					both('Stop: Not Accepted', 'Стоп: не принято'),
					both(
						"={{ $('Not Accepted').all().map(({ json }) => json.message).join('\\n') }}",
						"={{ $('Not Accepted').all().map(({ json }) => json.message).join('\\n') }}",
					),
				),
			],
		),
	],
	flow: [
		...settingsFlow(['Start'], 'Read Files'),
		'Read Files > Send Report > Wait for Response > Answered > All Results',
		'Send Report [1] > Not Sent > All Results [2]',
		'Wait for Response [1] > No Response > All Results [1]',
		...messageFlow('All Results'),
		'All Results > Not Accepted > Stop: Not Accepted',
	],
};

const stepByStepSettings = [
	needed(both('inn', 'ИНН'), both("the client's INN", 'ИНН клиента')),
	optional(both('kpp', 'КПП'), both("the client's KPP, if it has one", 'КПП клиента, если есть')),
	needed(both('organizationName', 'Название'), both('its name', 'название клиента')),
	reportFile,
	taxOffice,
	senderIp,
	optional(
		both('serviceName', 'Название сервиса'),
		both(
			'Client ID of your integration, to share the events of the account with it',
			'название вашего сервиса (Client ID): он получит доступ к событиям учётной записи',
		),
	),
	usual(
		both('waitSeconds', 'Ждать секунд'),
		30,
		both('how long between two looks', 'сколько ждать между проверками'),
	),
	usual(both('mostWaits', 'Проверок'), 100, both('how many looks at most', 'сколько раз проверять')),
];

const created = byId("$('Create Account').first().json.id");
const draft = byId("$('Create Draft').first().json.id");

export const sendReport: ExampleSource = {
	file: 'send-report',
	name: both('Send a report', 'Отправить отчёт по шагам'),
	sections: [
		{
			color: 4,
			text: both(
				'## 1 · Settings\nChoose your credentials in the nodes once. The certificate in **Create Draft** and **Add and Sign Report** signs the report inside n8n.\n\nThe account is opened only when the file was found; a client that has one keeps it.\n\n' +
					filesNote.en,
				'## 1 · Настройки\nОдин раз выберите в узлах учётные данные. Сертификатом из узлов **Create Draft** и **Add and Sign Report** отчёт подписывается внутри n8n.\n\nУчётная запись открывается, только когда файл найден; если она у клиента есть, берётся она.\n\n' +
					filesNote.ru,
			),
			lists: stepByStepSettings,
			nodes: [
				start,
				...settingsNodes(stepByStepSettings),
				readFiles(both('Find Report', 'Найти отчёт'), ofSettings('reportFile')),
				extern(both('Create Account', 'Открыть учётную запись'), 'account.create', {
					inn: ofSettings('inn'),
					kpp: ofSettings('kpp'),
					organizationName: ofSettings('organizationName'),
					simplify: false,
				}),
			],
		},
		{
			color: 5,
			text: both(
				'## 2 · Draft\nThe report goes into a draft and is signed with your certificate. The key does not leave n8n.',
				'## 2 · Черновик\nОтчёт попадает в черновик и подписывается вашим сертификатом. Ключ не покидает n8n.',
			),
			nodes: [
				extern(
					both('Create Draft', 'Создать черновик'),
					'draft.create',
					{
						accountId: created,
						senderInn: ofSettings('inn'),
						senderKpp: ofSettings('kpp'),
						certificateFrom: 'credential',
						senderIpAddress: ofSettings('senderIpAddress'),
						recipientType: 'ifns-code',
						recipientCode: ofSettings('taxOffice'),
						additionalFields: {},
					},
					{ signs: true },
				),
				readFiles(both('Read Report', 'Прочитать отчёт'), ofSettings('reportFile')),
				extern(
					both('Add and Sign Report', 'Добавить и подписать'),
					'draftDocument.add',
					{ accountId: created, draftId: draft, signature: 'certificate' },
					{ signs: true },
				),
			],
		},
		{
			color: 6,
			text: both(
				'## 3 · Check and send\nNothing is sent if the check finds errors. Running **Send** again never sends twice. Sharing the events needs the service name in **Settings**; the report is sent even without it.',
				'## 3 · Проверить и отправить\nЕсли проверка нашла ошибки, ничего не отправляется. Повторный **Send** дважды не отправит. Чтобы открыть доступ к событиям, нужно название сервиса в **Settings**; отчёт уходит и без него.',
			),
			nodes: [
				extern(both('Check', 'Проверить'), 'draft.check', { accountId: created, draftId: draft }),
				question(both('Errors?', 'Ошибки?'), '={{ $json.hasErrors }}'),
				extern(both('Prepare', 'Подготовить'), 'draft.prepare', { accountId: created, draftId: draft }),
				extern(both('Send', 'Отправить'), 'draft.send', { accountId: created, draftId: draft }),
				{
					...other(
						both('Share Events', 'Открыть доступ к событиям'),
						'httpRequest',
						4.2,
						{
							method: 'POST',
							url: "={{ $('Create Account').first().json.links.find((link) => link.rel === 'self').href }}/share-events",
							authentication: 'predefinedCredentialType',
							nodeCredentialType: 'konturExternApi',
							sendBody: true,
							specifyBody: 'json',
							jsonBody: `={{ JSON.stringify({ subscriber: ${set('serviceName')} }) }}`,
							options: { response: { response: { fullResponse: true } } },
						},
						{
							more: {
								onError: 'continueRegularOutput',
								notes: both(
									'Any method that the nodes do not offer can be called like this, with the same credential.',
									'Так можно вызвать любой метод, которого нет в узлах, с теми же учётными данными.',
								),
							},
						},
					),
					credentials: ['konturExternApi'],
				},
				stop(
					both('Stop: Errors Found', 'Стоп: есть ошибки'),
					both(
						"=The check found errors, nothing was sent: {{ $json.errors.map((error) => error.description).join('; ') }}",
						"=Проверка нашла ошибки, ничего не отправлено: {{ $json.errors.map((error) => error.description).join('; ') }}",
					),
				),
			],
		},
		{
			color: 7,
			text: both(
				'## 4 · The response\nThe tax office responds in steps. In production, responses take hours: set a longer wait, or use the workflow "Document flow events".',
				'## 4 · Ответ\nНалоговая отвечает в несколько шагов. В рабочей среде на это уходят часы: увеличьте ожидание или возьмите процесс «События документооборотов».',
			),
			nodes: [
				extern(both('Get Status', 'Узнать статус'), 'docflow.get', {
					accountId: created,
					docflowId: byId("$('Send').first().json.docflowId"),
				}),
				other(both('Which Response?', 'Какой ответ?'), 'switch', 3.2, {
					rules: {
						values: [
							[
								'={{ $json["success-state"] }}',
								':failed',
								{ type: 'string', operation: 'endsWith' },
								both('Refused', 'Отказ'),
							] as const,
							[
								'={{ $runIndex }}',
								ofSettings('mostWaits'),
								{ type: 'number', operation: 'gte' },
								both('Too Long', 'Слишком долго'),
							] as const,
							[
								'={{ /:(successful|warning)$/.test($json["success-state"]) }}',
								'',
								{ type: 'boolean', operation: 'true', singleValue: true },
								both('Accepted', 'Принято'),
							] as const,
						].map(([leftValue, rightValue, operator, outputKey], index) => ({
							conditions: {
								options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
								conditions: [{ id: String(index + 1), leftValue, rightValue, operator }],
								combinator: 'and',
							},
							renameOutput: true,
							outputKey,
						})),
					},
					options: { fallbackOutput: 'extra', renameFallbackOutput: both('Not Yet', 'Пока нет') },
				}),
				stop(
					both('Stop: Not Accepted', 'Стоп: не принято'),
					both(
						'=The tax office has not accepted the report: document flow {{ $json.id }} is in state {{ $json.status }}, {{ $json["success-state"] }}',
						'=Налоговая не приняла отчёт: документооборот {{ $json.id }}, статус {{ $json.status }}, {{ $json["success-state"] }}',
					),
				),
				extern(both('List Documents', 'Список документов'), 'docflowDocument.getAll', {
					accountId: created,
					docflowId: byId("$('Send').first().json.docflowId"),
					returnAll: true,
				}),
				other(both('Only the Receipt', 'Только квитанция'), 'filter', 2.2, {
					conditions: {
						options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
						conditions: [
							{
								id: '1',
								leftValue: '={{ $json.type }}',
								rightValue: 'acceptance-result-positive',
								operator: { type: 'string', operation: 'endsWith' },
							},
						],
						combinator: 'and',
					},
					options: {},
				}),
				extern(both('Download Receipt', 'Скачать квитанцию'), 'docflowDocument.download', {
					accountId: created,
					docflowId: byId("$('Send').first().json.docflowId"),
					documentId: '={{ $json.id }}',
				}),
				other(
					both('Wait', 'Подождать'),
					'wait',
					1.1,
					{ amount: ofSettings('waitSeconds') },
					{ hasWebhook: true },
				),
			],
		},
	],
	flow: [
		...settingsFlow(['Start'], 'Find Report'),
		'Find Report > Create Account > Create Draft > Read Report > Add and Sign Report > Check > Errors? > Stop: Errors Found',
		'Errors? [1] > Prepare > Send > Share Events > Get Status > Which Response? > Stop: Not Accepted',
		'Which Response? [1] > Stop: Not Accepted',
		'Which Response? [2] > List Documents > Only the Receipt > Download Receipt',
		'Which Response? [3] > Wait > Get Status',
	],
};

const forClientSettings = [
	needed(
		both('inn', 'ИНН'),
		both(
			'INN of your company, whose account and certificate send',
			'ИНН вашей компании: её учётная запись и сертификат отправляют',
		),
	),
	needed(
		both('clientInn', 'ИНН клиента'),
		both(
			'INN of the client, an organization in your account; INN-KPP if several have the INN',
			'ИНН клиента — организации в вашей учётной записи; ИНН-КПП, если с таким ИНН их несколько',
		),
	),
	usual(
		both('files', 'Файлы'),
		'/home/node/.n8n-files/client/*.xml',
		both('path of the files; all go together', 'путь к файлам; уходят все вместе'),
	),
	senderIp,
];

export const sendForClient: ExampleSource = {
	file: 'send-for-client',
	name: both('Send a report for a client', 'Отправить отчёт за клиента'),
	sections: [
		{
			color: 4,
			text: both(
				"## A client's report, by power of attorney\nSelect your credentials in the nodes once; the Kontur certificate is that of your company. All files that **Read Files** finds are sent together: the report and its attachments.\n\n**Send Report** adds the power of attorney from the first source that exists:\n- your own message (`ON_DOV…xml`) next to the report in the folder,\n- the number of the client's machine-readable power of attorney in Kontur,\n- a message that Kontur generates from the data in your account.\n\nA second run never sends twice.\n\n" +
					filesNote.en,
				'## Отчёт клиента по доверенности\nОдин раз выберите в узлах учётные данные; сертификат — вашей компании. Все файлы, которые нашёл **Read Files**, уходят вместе: отчёт и приложения.\n\nДоверенность **Send Report** берёт из первого источника, который есть:\n- ваше сообщение (`ON_DOV…xml`) рядом с отчётом,\n- номер машиночитаемой доверенности (МЧД) клиента в Контуре,\n- сообщение, которое Контур сделает по данным учётной записи.\n\nПовторный запуск дважды не отправит.\n\n' +
					filesNote.ru,
			),
			lists: forClientSettings,
			nodes: [
				start,
				...settingsNodes(forClientSettings),
				extern(both('Our Company', 'Наша компания'), 'account.get', { accountId: chosenAccount }),
				extern(both('Client', 'Клиент'), 'organization.get', {
					accountId: byId("$('Our Company').first().json.id"),
					organizationId: { __rl: true, mode: 'inn', value: ofSettings('clientInn') },
				}),
				readFiles(both('Read Files', 'Прочитать файлы'), ofSettings('files')),
				together(both('One Sending', 'Одной отправкой')),
				extern(
					both('Send Report', 'Отправить отчёт'),
					'report.send',
					{
						accountId: byId("$('Our Company').first().json.id"),
						binaryPropertyName: '*',
						senderIpAddress: ofSettings('senderIpAddress'),
						additionalFields: {
							senderInn: "={{ $('Our Company').first().json.inn }}",
							senderKpp: "={{ $('Our Company').first().json.kpp ?? '' }}",
							payerInn: "={{ $('Client').first().json.general.inn }}",
							payerKpp: "={{ $('Client').first().json.general.kpp }}",
							isRepresentative: true,
							machineReadableWarrantId:
								"={{ $json.files.some(({ fileName }) => fileName.startsWith('ON_DOV')) ? '' : ($('Client').first().json['fns-mchd-id'] ?? '') }}",
							generateWarrant:
								"={{ !$json.files.some(({ fileName }) => fileName.startsWith('ON_DOV')) && !$('Client').first().json['fns-mchd-id'] }}",
						},
						options: {},
					},
					{ signs: true },
				),
				fields(both('Message', 'Сообщение'), {
					message: both(
						"={{ $json.alreadySent ? 'Was sent before' : 'Sent' }} for {{ $('Client').first().json.general.name }} by {{ $('Our Company').first().json['organization-name'] }}: {{ $json.files.map((file) => file.fileName).join(', ') }}. Document flow {{ $json.docflowId }}.",
						"={{ $json.alreadySent ? 'Отправлено раньше' : 'Отправлено' }} за {{ $('Client').first().json.general.name }}, отправитель {{ $('Our Company').first().json['organization-name'] }}: {{ $json.files.map((file) => file.fileName).join(', ') }}. Документооборот {{ $json.docflowId }}.",
					),
				}),
			],
		},
	],
	flow: [
		...settingsFlow(['Start'], 'Our Company'),
		'Our Company > Client > Read Files > One Sending > Send Report > Message',
	],
};

const accountWithCredentials = both(
	'Choose your credentials in the nodes once.',
	'Один раз выберите в узлах учётные данные.',
);

interface Authority {
	accepted: readonly [en: string, ru: string];
	refused: readonly [en: string, ru: string];
	silent: readonly [en: string, ru: string];
}

/** What follows the wait for a protocol. */
const protocolEnd = ({ accepted, refused, silent }: Authority) => [
	question(
		both('Refused?', 'Отказ?'),
		"={{ String($('Wait for Protocol').first().json['success-state']).endsWith(':failed') }}",
	),
	stop(
		both('Stop: Refused', 'Стоп: отказ'),
		both(
			`=${refused[0]}. The reasons are in the files of Download Protocol; document flow {{ $('Send Report').first().json.docflowId }}`,
			`=${refused[1]}. Причины — в файлах узла «Скачать протокол»; документооборот {{ $('Send Report').first().json.docflowId }}`,
		),
	),
	fields(both('Accepted', 'Принято'), {
		message: both(
			`=${accepted[0]} {{ $('Send Report').first().json.files[0].fileName }}{{ String($('Wait for Protocol').first().json['success-state']).endsWith(':warning') ? ', but wants a clarification: see the protocol' : '' }}. Document flow {{ $('Send Report').first().json.docflowId }}`,
			`=${accepted[1]} {{ $('Send Report').first().json.files[0].fileName }}{{ String($('Wait for Protocol').first().json['success-state']).endsWith(':warning') ? ', но просит уточнить: см. протокол' : '' }}. Документооборот {{ $('Send Report').first().json.docflowId }}`,
		),
	}),
	stop(
		both('Stop: No Answer Yet', 'Стоп: ответа пока нет'),
		both(
			`=${silent[0]}; document flow {{ $('Send Report').first().json.docflowId }} is {{ $json.status }}. Start again later: the report is not sent twice`,
			`=${silent[1]}; документооборот {{ $('Send Report').first().json.docflowId }}, статус {{ $json.status }}. Запустите позже: дважды отчёт не уйдёт`,
		),
	),
];

const waitForProtocol = (statuses: readonly string[]) =>
	extern(both('Wait for Protocol', 'Дождаться протокола'), 'docflow.wait', {
		accountId: thisAccount,
		docflowId: byId('$json.docflowId'),
		statuses,
		options: { timeout: ofSettings('waitSeconds'), whenNotReached: 'output' },
	});

const downloadProtocol = (documentTypes: string) =>
	extern(
		both('Download Protocol', 'Скачать протокол'),
		'docflow.downloadDocuments',
		{ accountId: thisAccount, docflowId: byId("$('Send Report').item.json.docflowId"), documentTypes },
		{ signs: true, more: { alwaysOutputData: true } },
	);

const isAnswered = question(both('Answered?', 'Ответили?'), '={{ $json.reached }}');

const fundSettings = [
	inn,
	reportFile,
	needed(
		both('registrationNumber', 'Регистрационный номер'),
		both('your registration number with the fund', 'ваш регистрационный номер в СФР'),
	),
	needed(
		both('office', 'Код отделения'),
		both('code of the office of the fund, XXX-XXX', 'код отделения фонда, XXX-XXX'),
	),
	senderIp,
	waitSeconds,
];

export const socialFundReport: ExampleSource = {
	file: 'social-fund-report',
	name: both('Report to the social fund (EFS-1)', 'Отчёт в СФР (ЕФС-1)'),
	sections: [
		{
			color: 4,
			text: both(
				`## 1 · Settings\n${accountWithCredentials.en} The report (EFS-1, ADV) has the name that the fund prescribes.\n\nThe company must already have joined the fund's electronic exchange (application ZPED).\n\n${filesNote.en}`,
				`## 1 · Настройки\n${accountWithCredentials.ru} Имя файла отчёта (ЕФС-1, АДВ) — как предписывает фонд.\n\nКомпания уже должна быть подключена к электронному обмену с фондом (заявление ЗПЭД).\n\n${filesNote.ru}`,
			),
			lists: fundSettings,
			nodes: [
				start,
				...settingsNodes(fundSettings),
				account,
				readFiles(both('Read Report', 'Прочитать отчёт'), ofSettings('reportFile')),
			],
		},
		{
			color: 5,
			text: both(
				'## 2 · Send\nThe node uploads and checks the file, signs the data that Kontur returns with the Kontur certificate, prepares and sends it. A file with an embedded signature (XMLDSig) is sent unchanged. If the file has errors, nothing is sent, and the error lists them.',
				'## 2 · Отправить\nУзел загружает и проверяет файл, подписывает сертификатом данные, которые вернул Контур, готовит и отправляет. Файл, в котором подпись уже есть (XMLDSig), уходит как есть. Если в файле ошибки, ничего не отправляется, они перечислены.',
			),
			nodes: [
				extern(
					both('Send Report', 'Отправить отчёт'),
					'report.send',
					{
						accountId: thisAccount,
						senderIpAddress: ofSettings('senderIpAddress'),
						additionalFields: {
							recipientType: 'sfr-code',
							recipientCode: ofSettings('office'),
							senderInn: "={{ $('Account').first().json.inn }}",
							senderKpp: "={{ $('Account').first().json.kpp }}",
							payerRegistrationNumberSfr: ofSettings('registrationNumber'),
						},
					},
					{ signs: true },
				),
			],
		},
		{
			color: 7,
			text: both(
				'## 3 · The response\nThe fund checks the report and responds with a protocol. Wait as long as you like, or run the workflow again later: the same file is never sent twice.',
				'## 3 · Ответ\nФонд проверит отчёт и пришлёт протокол. Ждите сколько нужно или запустите процесс позже: один и тот же файл не уйдёт дважды.',
			),
			nodes: [
				waitForProtocol(['finished']),
				isAnswered,
				downloadProtocol(
					'sfr-report-protocol-check, sfr-report-protocol-refinement-notice, sfr-report-decline-notice, sfr-report-impossible-delivery-notice',
				),
				...protocolEnd({
					accepted: ['The social fund has accepted', 'СФР принял'],
					refused: ['The social fund has not accepted the report', 'СФР не принял отчёт'],
					silent: ['The social fund has not answered yet', 'СФР ещё не ответил'],
				}),
			],
		},
	],
	flow: [
		...settingsFlow(['Start'], 'Account'),
		'Account > Read Report > Send Report > Wait for Protocol > Answered? > Download Protocol > Refused? > Stop: Refused',
		'Refused? [1] > Accepted',
		'Answered? [1] > Stop: No Answer Yet',
	],
};

const statisticsSettings = [
	inn,
	reportFile,
	needed(both('okpo', 'ОКПО'), both('your OKPO', 'ваш ОКПО')),
	needed(
		both('office', 'Код отделения'),
		both(
			"code of the statistics office (Rosstat), XX-XX; on Kontur's test site 00-87 accepts and 00-88 rejects",
			'код отделения Росстата, XX-XX; на тестовой площадке Контура 00-87 принимает, 00-88 отказывает',
		),
	),
	senderIp,
	waitSeconds,
];

export const statisticsReport: ExampleSource = {
	file: 'statistics-report',
	name: both('Report to the statistics office', 'Отчёт в Росстат'),
	sections: [
		{
			color: 4,
			text: both(
				`## 1 · Settings\n${accountWithCredentials.en}\n\n${filesNote.en}`,
				`## 1 · Настройки\n${accountWithCredentials.ru}\n\n${filesNote.ru}`,
			),
			lists: statisticsSettings,
			nodes: [
				start,
				...settingsNodes(statisticsSettings),
				account,
				readFiles(both('Read Report', 'Прочитать отчёт'), ofSettings('reportFile')),
			],
		},
		{
			color: 5,
			text: both(
				'## 2 · Send\nThe node uploads the file, signs it with the Kontur certificate, checks, prepares and sends it. If the file has errors, nothing is sent, and the error lists them.',
				'## 2 · Отправить\nУзел загружает файл, подписывает сертификатом, проверяет, готовит и отправляет. Если в файле ошибки, ничего не отправляется, они перечислены.',
			),
			nodes: [
				extern(
					both('Send Report', 'Отправить отчёт'),
					'report.send',
					{
						accountId: thisAccount,
						senderIpAddress: ofSettings('senderIpAddress'),
						additionalFields: {
							recipientType: 'togs-code',
							recipientCode: ofSettings('office'),
							senderInn: "={{ $('Account').first().json.inn }}",
							senderKpp: "={{ $('Account').first().json.kpp }}",
							payerOkpo: ofSettings('okpo'),
						},
					},
					{ signs: true },
				),
			],
		},
		{
			color: 7,
			text: both(
				'## 3 · The response\nThe statistics office responds within three working days with a protocol, which needs a receipt from you. Run the workflow again as often as you like: neither the file nor the receipt is sent twice.',
				'## 3 · Ответ\nРосстат отвечает протоколом в течение трёх рабочих дней, в ответ нужно извещение о получении. Запускайте снова сколько угодно: ни файл, ни извещение дважды не уйдут.',
			),
			nodes: [
				waitForProtocol(['response-arrived', 'finished']),
				isAnswered,
				extern(
					both('Send Receipt', 'Отправить извещение'),
					'docflow.answer',
					{
						accountId: thisAccount,
						answerFor: 'one',
						docflowId: byId("$('Send Report').item.json.docflowId"),
						senderIpAddress: ofSettings('senderIpAddress'),
					},
					{ signs: true },
				),
				downloadProtocol(
					'stat-report-protocol-v2-positive, stat-report-protocol-v2-precise, stat-report-protocol-v2-negative, stat-report-protocol-v2-reject',
				),
				...protocolEnd({
					accepted: ['The statistics office has accepted', 'Росстат принял'],
					refused: ['The statistics office has not accepted the report', 'Росстат не принял отчёт'],
					silent: ['The statistics office has not answered yet', 'Росстат ещё не ответил'],
				}),
			],
		},
	],
	flow: [
		...settingsFlow(['Start'], 'Account'),
		'Account > Read Report > Send Report > Wait for Protocol > Answered? > Send Receipt > Download Protocol > Refused? > Stop: Refused',
		'Refused? [1] > Accepted',
		'Answered? [1] > Stop: No Answer Yet',
	],
};

const webDraftSettings = [
	inn,
	reportFile,
	taxOffice,
	senderIp,
	usual(
		both('waitMinutes', 'Ждать минут'),
		60,
		both('how long between two looks', 'сколько ждать между проверками'),
	),
	usual(both('mostWaits', 'Проверок'), 240, both('how many looks at most', 'сколько раз проверять')),
];

const draftOfAccount = { accountId: thisAccount, draftId: draft };

const createDraft = (signs: boolean, certificate: Readonly<Record<string, string>>) =>
	extern(
		both('Create Draft', 'Создать черновик'),
		'draft.create',
		{
			accountId: thisAccount,
			senderInn: "={{ $('Account').first().json.inn }}",
			senderKpp: "={{ $('Account').first().json.kpp ?? '' }}",
			...certificate,
			senderIpAddress: ofSettings('senderIpAddress'),
			recipientCode: ofSettings('taxOffice'),
			additionalFields: {},
		},
		{ signs },
	);

export const printAndWebDraft: ExampleSource = {
	file: 'print-and-web-draft',
	name: both('Print a report and continue in the browser', 'Напечатать отчёт и продолжить в браузере'),
	sections: [
		{
			color: 4,
			text: both(
				`## n8n prepares, a person sends\nFor reports that a person should review before they are sent. ${accountWithCredentials.en}\n\nThe workflow checks and prints the report, saves the PDF next to it, and hands the draft over to Kontur's web interface. The person opens the link in **Review and Send**, reviews, signs and sends the report there.\n\nIf the report has errors, the workflow stops and hands nothing over.\n\n${filesNote.en}`,
				`## n8n готовит, человек отправляет\nДля отчётов, которые перед отправкой должен посмотреть человек. ${accountWithCredentials.ru}\n\nПроцесс проверяет и печатает отчёт, кладёт PDF рядом с ним и передаёт черновик в веб-интерфейс Контура. Человек открывает ссылку из **Review and Send**, смотрит, подписывает и отправляет отчёт там.\n\nЕсли в отчёте ошибки, процесс останавливается и ничего не передаёт.\n\n${filesNote.ru}`,
			),
			lists: webDraftSettings,
			nodes: [
				start,
				...settingsNodes(webDraftSettings),
				account,
				readFiles(both('Find Report', 'Найти отчёт'), ofSettings('reportFile')),
				createDraft(true, { certificateFrom: 'credential' }),
				readFiles(both('Read Report', 'Прочитать отчёт'), ofSettings('reportFile')),
			],
		},
		{
			color: 5,
			text: both(
				'## Until it is sent\nThe workflow looks at the draft until the person has sent it. Connect an email or a messenger after **Review and Send** and after **Message**.',
				'## Пока не отправят\nПроцесс смотрит на черновик, пока человек его не отправит. После **Review and Send** и после **Message** поставьте письмо или мессенджер.',
			),
			nodes: [
				extern(both('Add Report', 'Добавить отчёт'), 'draftDocument.add', draftOfAccount),
				extern(both('Check', 'Проверить'), 'draft.check', draftOfAccount),
				question(both('Errors?', 'Ошибки?'), '={{ $json.hasErrors }}'),
				extern(both('Print', 'Напечатать'), 'draftDocument.print', {
					...draftOfAccount,
					documentId: "={{ $('Add Report').first().json.id }}",
				}),
				writeFile(
					both('Save PDF', 'Сохранить PDF'),
					`={{ ${set('reportFile')}.replace(/\\.[^.]*$/, '.pdf') }}`,
				),
				extern(both('Create Web Draft', 'Передать в веб-интерфейс'), 'draft.createWebDraft', draftOfAccount),
				fields(both('Review and Send', 'Посмотреть и отправить'), {
					message: both(
						"=Please look at the report and send it: {{ $json.href }}. Print form: {{ $('Save PDF').first().json.fileName }}",
						"=Посмотрите отчёт и отправьте его: {{ $json.href }}. Печатная форма: {{ $('Save PDF').first().json.fileName }}",
					),
					link: '={{ $json.href }}',
				}),
				stop(
					both('Stop: Errors Found', 'Стоп: есть ошибки'),
					both(
						"=The check found errors, nothing was handed over: {{ $json.errors.map((error) => error.description).join('; ') }}",
						"=Проверка нашла ошибки, ничего не передано: {{ $json.errors.map((error) => error.description).join('; ') }}",
					),
				),
				extern(both('Get Draft', 'Посмотреть черновик'), 'draft.get', draftOfAccount),
				question(both('Sent?', 'Отправлен?'), '={{ /sent-via-web$/.test($json.status) }}'),
				fields(both('Message', 'Сообщение'), {
					message: both(
						"=Sent in the browser. Document flow {{ $json['docflow-id'] }}.",
						"=Отправлено в браузере. Документооборот {{ $json['docflow-id'] }}.",
					),
					docflowId: "={{ $json['docflow-id'] }}",
				}),
				question(both('Waited Too Long?', 'Слишком долго?'), `={{ $runIndex >= ${set('mostWaits')} }}`),
				stop(
					both('Stop: Not Sent', 'Стоп: не отправлен'),
					both(
						"=Nobody has sent the report: {{ $('Review and Send').first().json.link }}",
						"=Отчёт никто не отправил: {{ $('Review and Send').first().json.link }}",
					),
				),
				other(
					both('Wait', 'Подождать'),
					'wait',
					1.1,
					{ amount: ofSettings('waitMinutes'), unit: 'minutes' },
					{ hasWebhook: true },
				),
			],
		},
	],
	flow: [
		...settingsFlow(['Start'], 'Account'),
		'Account > Find Report > Create Draft > Read Report > Add Report > Check > Errors? > Stop: Errors Found',
		'Errors? [1] > Print > Save PDF > Create Web Draft > Review and Send > Get Draft > Sent? > Message',
		'Sent? [1] > Waited Too Long? > Stop: Not Sent',
		'Waited Too Long? [1] > Wait > Get Draft',
	],
};

const cloudSettings = [inn, reportFile, taxOffice, senderIp];

export const cloudSigning: ExampleSource = {
	file: 'cloud-signing-confirmation',
	name: both('Sign in the cloud with a code', 'Подписать в облаке кодом из SMS'),
	sections: [
		{
			color: 4,
			text: both(
				`## Kontur holds the key and sends a code by SMS\nFor certificates that Kontur keeps in its cloud. Select your credential in the nodes once; n8n needs no certificate. If there are several certificates in the cloud, the workflow uses the first valid one; change the condition in **In the Cloud** to choose another.\n\nStart it when the owner of the certificate has their phone at hand: the code is valid for five minutes.\n\n${filesNote.en}`,
				`## Ключ у Контура, код приходит в SMS\nДля сертификатов, которые Контур хранит в облаке. Один раз выберите в узлах учётные данные; сертификат в n8n не нужен. Если сертификатов в облаке несколько, берётся первый действующий; другой можно выбрать условием в **In the Cloud**.\n\nЗапускайте, когда у владельца сертификата телефон под рукой: код действует пять минут.\n\n${filesNote.ru}`,
			),
			lists: cloudSettings,
			nodes: [
				start,
				...settingsNodes(cloudSettings),
				account,
				readFiles(both('Find Report', 'Найти отчёт'), ofSettings('reportFile')),
				extern(
					both('Certificates', 'Сертификаты'),
					'certificate.getAll',
					{ accountId: thisAccount, returnAll: true, simplify: false },
					{ more: { executeOnce: true } },
				),
				only(both('In the Cloud', 'В облаке'), "={{ $json['is-cloud'] && $json['is-valid'] }}"),
				other(both('First Certificate', 'Первый сертификат'), 'limit', 1, {}),
			],
		},
		{
			color: 5,
			text: both(
				'## The workflow waits for a person\nIn the editor, the form opens automatically. Otherwise, put an email or a messenger between **Form Address** and **Enter the Code**: `formUrl` is the address of the form. When someone has entered the code, the workflow continues, and the report is signed and sent. After a wrong code it asks again, up to three times in total.',
				'## Процесс ждёт человека\nВ редакторе форма откроется сама. Иначе поставьте письмо или мессенджер между **Form Address** и **Enter the Code**: `formUrl` — адрес формы. Когда код введён, процесс продолжается: отчёт подписан и отправлен. После неверного кода он спросит снова, всего до трёх раз.',
			),
			nodes: [
				createDraft(false, { senderCertificate: '={{ $json.content }}' }),
				readFiles(both('Read Report', 'Прочитать отчёт'), ofSettings('reportFile')),
				extern(both('Add Report', 'Добавить отчёт'), 'draftDocument.add', draftOfAccount),
				extern(both('Sign in Cloud', 'Подписать в облаке'), 'draft.signInCloud', draftOfAccount),
				question(both('Code Needed?', 'Нужен код?'), "={{ $json['confirm-type'] === 'sms' }}"),
				fields(both('Form Address', 'Адрес формы'), {
					prompt: both(
						"={{ $runIndex === 0 ? 'Kontur has sent a code by SMS to the owner of the certificate. It is good for five minutes.' : 'This code was not right. Please look at the SMS and try again.' }}",
						"={{ $runIndex === 0 ? 'Контур отправил код в SMS владельцу сертификата. Код действует пять минут.' : 'Код не подошёл. Посмотрите SMS и попробуйте ещё раз.' }}",
					),
					formUrl: '={{ $execution.resumeFormUrl }}',
					message: both(
						'=Enter the code from the SMS: {{ $execution.resumeFormUrl }}',
						'=Введите код из SMS: {{ $execution.resumeFormUrl }}',
					),
				}),
				other(
					both('Enter the Code', 'Ввести код'),
					'wait',
					1.1,
					{
						resume: 'form',
						formTitle: both('Sign the report', 'Подписать отчёт'),
						formDescription: "={{ $('Form Address').first().json.prompt }}",
						formFields: { values: [{ fieldLabel: both('Code', 'Код'), requiredField: true }] },
						options: { appendAttribution: false },
					},
					{ hasWebhook: true },
				),
				extern(
					both('Confirm', 'Подтвердить'),
					'draft.confirmCloudSignature',
					{
						...draftOfAccount,
						requestId: "={{ $('Sign in Cloud').first().json['request-id'] }}",
						code: "={{ $json.Code ?? $json['Код'] }}",
					},
					{ more: goOn },
				),
				question(both('Try Again?', 'Ещё раз?'), '={{ $runIndex < 2 }}'),
				stop(
					both('Stop: Wrong Code', 'Стоп: неверный код'),
					both(
						'=The report is not signed, nothing was sent: {{ $json.error }}',
						'=Отчёт не подписан, ничего не отправлено: {{ $json.error }}',
					),
				),
				extern(both('Send', 'Отправить'), 'draft.send', draftOfAccount),
				fields(both('Message', 'Сообщение'), {
					message: both(
						'=Signed in the cloud and sent. Document flow {{ $json.docflowId }}.',
						'=Подписано в облаке и отправлено. Документооборот {{ $json.docflowId }}.',
					),
					docflowId: '={{ $json.docflowId }}',
				}),
			],
		},
	],
	flow: [
		...settingsFlow(['Start'], 'Account'),
		'Account > Find Report > Certificates > In the Cloud > First Certificate > Create Draft > Read Report > Add Report > Sign in Cloud > Code Needed? > Form Address > Enter the Code > Confirm > Send > Message',
		'Code Needed? [1] > Send',
		'Confirm [1] > Try Again? > Form Address',
		'Try Again? [1] > Stop: Wrong Code',
	],
};
