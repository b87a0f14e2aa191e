import type { ExampleSource } from '../model';
import {
	account,
	allOf,
	byId,
	byInn,
	createTable,
	eachOf,
	everyMorning,
	extern,
	fields,
	filesNote,
	goOn,
	inn,
	list,
	messageFlow,
	messageSection,
	messageSettingsIfAny,
	moscowTime,
	needed,
	ofSettings,
	optional,
	question,
	readFiles,
	rows,
	senderIp,
	set,
	settingsFlow,
	settingsNodes,
	start,
	stop,
	tableSetting,
	thisAccount,
	upsert,
	usual,
	writeFile,
} from '../nodes';
import { both } from '../texts';

const manyClientsSettings = [
	list(
		both('clients', 'Клиенты'),
		both(
			'one entry per client, such as `[{ "inn": "7811223344", "partnerUserId": "client-1" }]`: INN (or INN-KPP) and the ID of the user that you vouch for',
			'по записи на клиента, например `[{ "inn": "7811223344", "partnerUserId": "client-1" }]`: ИНН (или ИНН-КПП) и номер пользователя, за которого вы ручаетесь',
		),
	),
];

export const manyClients: ExampleSource = {
	file: 'many-clients',
	name: both('Many clients', 'Много клиентов'),
	sections: [
		{
			color: 4,
			text: both(
				'## A table of clients\nFill in **Settings**, or replace it with a node that reads your table. The table holds no password and no ID of Kontur: the account is found by INN.',
				'## Таблица клиентов\nЗаполните **Settings** или поставьте вместо него узел, который читает вашу таблицу. В таблице нет ни паролей, ни номеров Контура: учётная запись находится по ИНН.',
			),
			lists: manyClientsSettings,
			nodes: [
				start,
				...settingsNodes(manyClientsSettings),
				fields(both('Clients', 'Клиенты'), { clients: ['array', ofSettings('clients')] }),
				eachOf(both('Each Client', 'Каждый клиент'), 'clients'),
			],
		},
		{
			color: 5,
			text: both(
				'## Each client as its own user\nOne credential for all: *Sign-In Method* **Trusted System**, and in *Partner User ID* the expression {{ $json.partnerUserId }}. Each item signs in as its own user, once; the sessions stay apart. With a fixed credential all items are read as one user.\n\nA client that fails goes to the lower output with the reason; the others continue.',
				'## Каждый клиент — свой пользователь\nУчётные данные на всех одни: способ входа — **доверенная система**, в номере пользователя партнёра — выражение {{ $json.partnerUserId }}. Каждый клиент входит под своим пользователем, один раз; сеансы не смешиваются. Если номер не выражение, всех читает один пользователь.\n\nКлиент, с которым не вышло, уходит в нижний выход с причиной; остальные продолжают.',
			),
			nodes: [
				extern(
					both('Document Flows', 'Документообороты'),
					'docflow.getAll',
					{ accountId: byInn('$json.inn'), limit: 10 },
					{ more: goOn },
				),
				fields(both('Rows', 'Строки'), {
					client: "={{ $('Each Client').item.json.inn }}",
					docflowId: '={{ $json.id }}',
					type: '={{ $json.type }}',
					status: '={{ $json.status }}',
				}),
				fields(both('Failed Clients', 'Не вышло'), {
					client: "={{ $('Each Client').item.json.inn }}",
					reason: '={{ $json.error }}',
				}),
			],
		},
	],
	flow: [
		...settingsFlow(['Start'], 'Clients'),
		'Clients > Each Client > Document Flows > Rows',
		'Document Flows [1] > Failed Clients',
	],
};

const monthEndSettings = [
	senderIp,
	usual(
		both('folder', 'Папка'),
		'/home/node/.n8n-files/month-end',
		both(
			'in it, a folder for each client, named by its INN, with the reports: `7811223344/NO_USN….xml`',
			'в ней на каждого клиента папка с его ИНН и отчётами: `7811223344/NO_USN….xml`',
		),
	),
	tableSetting('clients', 'Клиенты', both('clientsTable', 'Таблица клиентов')),
	tableSetting('protocol', 'Протокол', both('protocolTable', 'Таблица протокола')),
	...messageSettingsIfAny,
];

const protocolKey = "={{ [$now.toFormat('yyyy-MM'), $('Clients').item.json.inn, FILE].join('|') }}";

const protocolRow = (
	file: string,
	values: Readonly<Record<'result' | 'docflowId' | 'reason', Parameters<typeof fields>[1][string]>>,
) => ({
	key: protocolKey.replace('FILE', file),
	inn: "={{ $('Clients').item.json.inn }}",
	file: `={{ ${file} }}`,
	...values,
	at: '={{ $now.toISO() }}',
});

export const monthEnd: ExampleSource = {
	file: 'month-end',
	name: both('Month end for all clients', 'Конец месяца: отчёты всех клиентов'),
	sections: [
		{
			color: 4,
			text: both(
				`## 1 · Clients\nChoose your credentials in **Send Report** once. The first run makes the data tables and stops: enter the clients, one row each, with \`inn\` (INN, or INN-KPP). The account of each is found by its INN.\n\n${filesNote.en}`,
				`## 1 · Клиенты\nВ **Send Report** один раз выберите учётные данные. Первый запуск создаст таблицы (Data Tables) и остановится: впишите клиентов, по строке, в поле \`inn\` — ИНН или ИНН-КПП. Учётная запись каждого находится по ИНН.\n\n${filesNote.ru}`,
			),
			lists: monthEndSettings,
			nodes: [
				start,
				...settingsNodes(monthEndSettings),
				createTable(
					{ inn: 'string', name: 'string' },
					'clientsTable',
					both('Create Clients Table', 'Создать таблицу клиентов'),
				),
				createTable(
					{
						key: 'string',
						inn: 'string',
						file: 'string',
						result: 'string',
						docflowId: 'string',
						reason: 'string',
						at: 'string',
					},
					'protocolTable',
					both('Create Protocol Table', 'Создать таблицу протокола'),
				),
				{
					...rows(both('Clients', 'Клиенты'), 'clientsTable'),
					more: { alwaysOutputData: true },
				},
				question(both('Any Clients?', 'Клиенты есть?'), "={{ String($json.inn ?? '').trim() !== '' }}"),
				stop(
					both('Stop: No Clients', 'Стоп: нет клиентов'),
					both(
						`=Nothing was sent. The data table {{ ${set('clientsTable')} }} has no client, or a row without INN: enter one in the column inn`,
						`=Ничего не отправлено. В таблице {{ ${set('clientsTable')} }} нет клиентов или есть строка без ИНН: впишите его в столбец inn`,
					),
				),
			],
		},
		{
			color: 5,
			text: both(
				'## 2 · Send\nEach report of each client, signed with your certificate. **Safe to run again:** what was sent is not sent twice, what failed is tried again, and a new file is sent. A client that fails does not stop the others.',
				'## 2 · Отправить\nКаждый отчёт каждого клиента, с подписью вашим сертификатом. **Можно запускать снова:** отправленное второй раз не уйдёт, неудачное попробует ещё, новый файл отправит. Один клиент не мешает другим.',
			),
			nodes: [
				readFiles(
					both('Read Reports', 'Прочитать отчёты'),
					`={{ ${set('folder')} }}/{{ String($json.inn).trim() }}/*.xml`,
					{ more: goOn },
				),
				extern(
					both('Send Report', 'Отправить отчёт'),
					'report.send',
					{
						accountId: byInn("String($('Clients').item.json.inn).trim()"),
						senderIpAddress: ofSettings('senderIpAddress'),
						additionalFields: {},
						options: {},
					},
					{ signs: true, more: goOn },
				),
				fields(
					both('Sent', 'Отправлено'),
					protocolRow('$json.files[0].fileName', {
						result: both(
							"={{ $json.alreadySent ? 'sent before' : 'sent' }}",
							"={{ $json.alreadySent ? 'отправлен раньше' : 'отправлен' }}",
						),
						docflowId: '={{ $json.docflowId }}',
						reason: '',
					}),
				),
				fields(
					both('Not Sent', 'Не отправлено'),
					protocolRow("$('Read Reports').item.json.fileName", {
						result: both('NOT SENT', 'НЕ ОТПРАВЛЕН'),
						docflowId: '',
						reason:
							"={{ $json.error }}{{ ($json.details?.errors ?? []).map((error) => '; ' + error.description).join('') }}",
					}),
				),
				fields(
					both('No Reports', 'Нет отчётов'),
					protocolRow("''", {
						result: both('no reports', 'нет отчётов'),
						docflowId: '',
						reason: "={{ $json.error ?? '' }}",
					}),
				),
			],
		},
		{
			color: 6,
			text: both(
				'## 3 · The protocol\nA row per client and report, by month: inserted, or updated when you run again.',
				'## 3 · Протокол\nСтрока на клиента и отчёт, по месяцам: добавляется, а при повторном запуске обновляется.',
			),
			nodes: [
				allOf(both('All Results', 'Все итоги'), 3),
				upsert('key', 'protocolTable', both('Protocol', 'Протокол')),
			],
		},
		messageSection(
			both(
				'## 4 · The result\nHow many were sent, and what was not. If something was not sent, the execution ends as failed.',
				'## 4 · Итог\nСколько отправлено и что нет. Если что-то не ушло, выполнение помечено как неудачное.',
			),
			both('Month end', 'Конец месяца'),
			[
				fields(
					both('Result', 'Итог'),
					{
						failed: [
							'number',
							both(
								"={{ $('All Results').all().filter(({ json }) => json.result === 'NOT SENT').length }}",
								"={{ $('All Results').all().filter(({ json }) => json.result === 'НЕ ОТПРАВЛЕН').length }}",
							),
						],
						message: both(
							"={{ ['sent', 'sent before', 'NOT SENT', 'no reports'].map((result) => result + ': ' + $('All Results').all().filter(({ json }) => json.result === result).length).join('\\n') + $('All Results').all().filter(({ json }) => json.result === 'NOT SENT').map(({ json }) => '\\n' + json.inn + ', ' + json.file + ': ' + json.reason).join('') }}",
							"={{ ['отправлен', 'отправлен раньше', 'НЕ ОТПРАВЛЕН', 'нет отчётов'].map((result) => result + ': ' + $('All Results').all().filter(({ json }) => json.result === result).length).join('\\n') + $('All Results').all().filter(({ json }) => json.result === 'НЕ ОТПРАВЛЕН').map(({ json }) => '\\n' + json.inn + ', ' + json.file + ': ' + json.reason).join('') }}",
						),
					},
					{ more: { executeOnce: true } },
				),
			],
			[
				question(both('Everything Sent?', 'Всё отправлено?'), '={{ $json.failed === 0 }}'),
				stop(
					both('Stop: Not Everything Was Sent', 'Стоп: отправлено не всё'),
					both('={{ $json.message }}', '={{ $json.message }}'),
				),
			],
		),
	],
	flow: [
		...settingsFlow(['Start'], 'Create Clients Table'),
		'Create Clients Table > Create Protocol Table > Clients > Any Clients? > Read Reports > Send Report > Sent > All Results > Protocol > Result',
		'Any Clients? [1] > Stop: No Clients',
		'Read Reports [1] > No Reports > All Results [2]',
		'Send Report [1] > Not Sent > All Results [1]',
		...messageFlow('Result'),
		'Result > Everything Sent?',
		'Everything Sent? [1] > Stop: Not Everything Was Sent',
	],
};

const newClientSettings = [
	needed(both('inn', 'ИНН'), both("the client's INN", 'ИНН клиента')),
	optional(both('kpp', 'КПП'), both("the client's KPP, if it has one", 'КПП клиента, если есть')),
	needed(both('organizationName', 'Название'), both('its name', 'название клиента')),
	needed(
		both('partnerUserId', 'Номер пользователя'),
		both('your ID of the person at the client', 'ваш номер человека у клиента'),
	),
	needed(
		both('phone', 'Телефон'),
		both("the person's phone in Kontur, ten digits", 'телефон этого человека в Контуре, десять цифр'),
	),
	needed(both('reportFile', 'Файл отчёта'), both('path of the first report', 'путь к первому отчёту')),
	senderIp,
	optional(
		both('serviceName', 'Название сервиса'),
		both(
			'Client ID of your integration, to share the events of the account with it',
			'название вашего сервиса (Client ID): он получит доступ к событиям учётной записи',
		),
	),
];

const opened = byId("$('Open Account').first().json.id");

export const partnerNewClient: ExampleSource = {
	file: 'partner-new-client',
	name: both('New client of a partner', 'Новый клиент партнёра'),
	sections: [
		{
			color: 4,
			text: both(
				`## From a contract to the first report\nFor partners of Kontur and of its certification authority. Choose your credentials in the nodes once.\n\nThe report is found and recognized before anything is opened or linked. You can run the whole workflow again: nothing is opened or sent twice.\n\n${filesNote.en}`,
				`## От договора до первого отчёта\nДля партнёров Контура и его удостоверяющего центра. Один раз выберите в узлах учётные данные.\n\nПрежде чем что-то открыть или связать, процесс находит и распознаёт отчёт. Запускать снова можно всё целиком: ничего не откроется и не уйдёт дважды.\n\n${filesNote.ru}`,
			),
			lists: newClientSettings,
			nodes: [
				start,
				...settingsNodes(newClientSettings),
				readFiles(both('Find Report', 'Найти отчёт'), ofSettings('reportFile')),
				extern(both('Recognize Report', 'Распознать отчёт'), 'report.recognize', {}),
			],
		},
		{
			color: 5,
			text: both(
				"## The account and its user\n**Open Account** returns the client's existing account, or opens one. **Link User** lets you vouch for the person from now on, with a credential that signs in as *Trusted System*; your API key needs a permission for this, and the report is sent even without it. **Share Events** lets your service read the events of the account. The report goes last.",
				'## Учётная запись и её пользователь\n**Open Account** находит учётную запись клиента или открывает новую. После **Link User** вы ручаетесь за человека сами: учётные данные входят как *доверенная система*; ключу API нужно на это разрешение, но отчёт уйдёт и без него. **Share Events** открывает вашему сервису события учётной записи. Отчёт уходит последним.',
			),
			nodes: [
				extern(both('Open Account', 'Открыть учётную запись'), 'account.create', {
					inn: ofSettings('inn'),
					kpp: ofSettings('kpp'),
					organizationName: ofSettings('organizationName'),
				}),
				extern(
					both('Link User', 'Связать пользователя'),
					'partnerUser.link',
					{ serviceUserId: ofSettings('partnerUserId'), phone: ofSettings('phone') },
					{ more: { onError: 'continueRegularOutput' } },
				),
				extern(
					both('Share Events', 'Открыть события'),
					'account.shareEvents',
					{ accountId: opened, subscriber: ofSettings('serviceName'), filters: {} },
					{ more: { onError: 'continueRegularOutput' } },
				),
				readFiles(both('Read Report', 'Прочитать отчёт'), ofSettings('reportFile')),
				extern(
					both('First Report', 'Первый отчёт'),
					'report.send',
					{
						accountId: opened,
						senderIpAddress: ofSettings('senderIpAddress'),
						additionalFields: {},
						options: {},
					},
					{ signs: true },
				),
				fields(both('Message', 'Сообщение'), {
					message: both(
						`=Account of {{ ${set('organizationName')} }}: {{ $json.accountId }}. First report: {{ $json.alreadySent ? 'was sent before' : 'sent' }}, document flow {{ $json.docflowId }}. User: {{ $('Link User').first().json.linked ? 'linked' : $('Link User').first().json.error }}. Events: {{ $('Share Events').first().json.error ?? 'shared' }}.`,
						`=Учётная запись {{ ${set('organizationName')} }}: {{ $json.accountId }}. Первый отчёт: {{ $json.alreadySent ? 'отправлен раньше' : 'отправлен' }}, документооборот {{ $json.docflowId }}. Пользователь: {{ $('Link User').first().json.linked ? 'связан' : $('Link User').first().json.error }}. События: {{ $('Share Events').first().json.error ?? 'открыты' }}.`,
					),
					accountId: '={{ $json.accountId }}',
					docflowId: '={{ $json.docflowId }}',
				}),
			],
		},
	],
	flow: [
		...settingsFlow(['Start'], 'Find Report'),
		'Find Report > Recognize Report > Open Account > Link User > Share Events > Read Report > First Report > Message',
	],
};

const waitSeconds = usual(
	both('waitSeconds', 'Ждать секунд'),
	600,
	both('how long to wait for the response', 'сколько ждать ответа'),
);

const mvdSettings = [
	inn,
	needed(
		both('notificationFile', 'Файл уведомления'),
		both('path of the notification', 'путь к уведомлению'),
	),
	needed(
		both('unit', 'Код подразделения'),
		both(
			"code of the ministry's unit, XXX-XXX; on Kontur's test site 660-066 accepts, 770-077 and 770-066 reject",
			'код подразделения МВД, XXX-XXX; на тестовой площадке Контура 660-066 принимает, 770-077 и 770-066 отказывают',
		),
	),
	needed(
		both('gosuslugiUid', 'Ключ Госуслуг'),
		both("the employee's key for the state portal (Gosuslugi)", 'ключ сотрудника для Госуслуг'),
	),
	senderIp,
	waitSeconds,
];

const draft = byId("$('Create Draft').first().json.id");
const draftOfAccount = { accountId: thisAccount, draftId: draft };

export const mvdNotification: ExampleSource = {
	file: 'mvd-notification',
	name: both('Notification to the Interior Ministry', 'Уведомление в МВД'),
	sections: [
		{
			color: 4,
			text: both(
				`## 1 · Settings\nChoose your credentials in the nodes once.\n\n${filesNote.en}`,
				`## 1 · Настройки\nОдин раз выберите в узлах учётные данные.\n\n${filesNote.ru}`,
			),
			lists: mvdSettings,
			nodes: [
				start,
				...settingsNodes(mvdSettings),
				account,
				readFiles(both('Find Notification', 'Найти уведомление'), ofSettings('notificationFile')),
				extern(both('Organization', 'Организация'), 'organization.getAll', {
					accountId: thisAccount,
					limit: 1,
					filters: { inn: "={{ $('Account').first().json.inn }}" },
				}),
			],
		},
		{
			color: 5,
			text: both(
				'## 2 · Draft\nThe workflow puts the notification into a draft and checks it. Only then does the portal reserve a number, and the Kontur certificate signs the notification with that number. If there are errors, nothing is sent.',
				'## 2 · Черновик\nПроцесс кладёт уведомление в черновик и проверяет. Только после этого портал резервирует номер, и сертификат подписывает уведомление с этим номером. Если есть ошибки, ничего не отправляется.',
			),
			nodes: [
				extern(
					both('Authorize in Gosuslugi', 'Авторизоваться в Госуслугах'),
					'organization.authorizeGosuslugi',
					{
						accountId: thisAccount,
						organizationId: byId("$('Organization').first().json.id"),
						gosuslugiUid: ofSettings('gosuslugiUid'),
					},
					{ signs: true },
				),
				extern(
					both('Create Draft', 'Создать черновик'),
					'draft.create',
					{
						accountId: thisAccount,
						senderInn: "={{ $('Account').first().json.inn }}",
						senderKpp: "={{ $('Account').first().json.kpp }}",
						certificateFrom: 'credential',
						senderIpAddress: ofSettings('senderIpAddress'),
						recipientType: 'mvd-code',
						recipientCode: ofSettings('unit'),
						additionalFields: {},
					},
					{ signs: true },
				),
				readFiles(both('Read Notification', 'Прочитать уведомление'), ofSettings('notificationFile')),
				extern(both('Add Notification', 'Добавить уведомление'), 'draftDocument.add', draftOfAccount),
				extern(both('Check', 'Проверить'), 'draft.check', draftOfAccount),
				question(both('Errors?', 'Ошибки?'), '={{ $json.hasErrors }}'),
				stop(
					both('Stop: Errors Found', 'Стоп: есть ошибки'),
					both(
						"=The check found errors, nothing was sent: {{ $json.errors.map((error) => error.description).join('; ') }}",
						"=Проверка нашла ошибки, ничего не отправлено: {{ $json.errors.map((error) => error.description).join('; ') }}",
					),
				),
				extern(both('Reserve Number', 'Зарезервировать номер'), 'draftDocument.prepareDataToSign', {
					...draftOfAccount,
					documentId: "={{ $('Add Notification').first().json.id }}",
				}),
			],
		},
		{
			color: 7,
			text: both(
				'## 3 · The response\nStart this workflow once per notification: a second run sends another one. A rejection may come without reasons; they become readable after the sender authorizes on the portal again.',
				'## 3 · Ответ\nЗапускайте процесс один раз на уведомление: повторный запуск отправит ещё одно. Отказ может прийти без причин; они откроются, когда отправитель снова авторизуется на портале.',
			),
			nodes: [
				extern(both('Sign', 'Подписать'), 'draft.sign', draftOfAccount, { signs: true }),
				extern(both('Send', 'Отправить'), 'draft.send', draftOfAccount),
				extern(both('Wait for Result', 'Дождаться результата'), 'docflow.wait', {
					accountId: thisAccount,
					docflowId: byId('$json.docflowId'),
					statuses: ['response-arrived', 'finished'],
					options: { timeout: ofSettings('waitSeconds'), whenNotReached: 'output' },
				}),
				question(both('Answered?', 'Ответили?'), '={{ $json.reached }}'),
				extern(
					both('Download Protocol', 'Скачать протокол'),
					'docflow.downloadDocuments',
					{
						accountId: thisAccount,
						docflowId: byId("$('Send').item.json.docflowId"),
						documentTypes: 'mvd-notification-epgu-protocol',
					},
					{ signs: true, more: { alwaysOutputData: true } },
				),
				question(
					both('Refused?', 'Отказ?'),
					"={{ String($('Wait for Result').first().json['success-state']).endsWith(':failed') }}",
				),
				stop(
					both('Stop: Refused', 'Стоп: отказ'),
					both(
						"=The ministry has refused the notification. {{ $binary?.data ? 'The reasons are in the file of Download Protocol' : 'It gives no reasons: authorize the sender in Gosuslugi again and look once more' }}; document flow {{ $('Send').first().json.docflowId }}",
						"=МВД отказало. {{ $binary?.data ? 'Причины — в файле узла «Скачать протокол»' : 'Причин нет: авторизуйте отправителя в Госуслугах ещё раз и посмотрите снова' }}; документооборот {{ $('Send').first().json.docflowId }}",
					),
				),
				fields(both('Accepted', 'Принято'), {
					message: both(
						"=The ministry has accepted the notification. Document flow {{ $('Send').first().json.docflowId }}",
						"=МВД приняло уведомление. Документооборот {{ $('Send').first().json.docflowId }}",
					),
				}),
				stop(
					both('Stop: No Answer Yet', 'Стоп: ответа пока нет'),
					both(
						"=The ministry has not answered yet; document flow {{ $('Send').first().json.docflowId }} is {{ $json.status }}. Look at it later with Document Flow: Wait for Status. Do not start again: that would send another notification",
						"=МВД ещё не ответило; документооборот {{ $('Send').first().json.docflowId }}, статус {{ $json.status }}. Посмотрите позже узлом «Документооборот: Дождаться статуса». Не запускайте снова: уйдёт ещё одно уведомление",
					),
				),
			],
		},
	],
	flow: [
		...settingsFlow(['Start'], 'Account'),
		'Account > Find Notification > Organization > Authorize in Gosuslugi > Create Draft > Read Notification > Add Notification > Check > Errors? > Stop: Errors Found',
		'Errors? [1] > Reserve Number > Sign > Send > Wait for Result > Answered? > Download Protocol > Refused? > Stop: Refused',
		'Refused? [1] > Accepted',
		'Answered? [1] > Stop: No Answer Yet',
	],
};

const registrationSettings = [
	inn,
	needed(both('surname', 'Фамилия'), both('surname of the applicant', 'фамилия заявителя')),
	needed(both('firstName', 'Имя'), both('first name', 'имя')),
	optional(both('patronymic', 'Отчество'), both('patronymic, if there is one', 'отчество, если есть')),
	needed(both('applicantInn', 'ИНН заявителя'), both('INN of the applicant', 'ИНН заявителя')),
	needed(both('email', 'Почта'), both('where the office writes to', 'куда ответит инспекция')),
	needed(
		both('office', 'Код инспекции'),
		both('code of the registration office', 'код регистрирующей инспекции'),
	),
	usual(
		both('applicationCode', 'Форма заявления'),
		'Р21001',
		both('form of the application', 'форма заявления'),
	),
	list(
		both('documents', 'Документы'),
		both(
			'path of each file and its type code (СВДРЕГ), such as `[{ "file": "/home/node/.n8n-files/application.pdf", "code": "011011" }]`',
			'путь к каждому файлу и код его вида (СВДРЕГ), например `[{ "file": "/home/node/.n8n-files/application.pdf", "code": "011011" }]`',
		),
	),
	senderIp,
	usual(
		both('folder', 'Папка'),
		'/home/node/.n8n-files',
		both('where to save the responses', 'куда сохранять ответы'),
	),
];

const builder = "={{ $('Create Builder').first().json.id }}";
const builderOfAccount = {
	accountId: thisAccount,
	draftsBuilderId: builder,
	builderType: 'business-registration',
};
const draftHere = { accountId: thisAccount, draftId: byId('$json.draftId') };
const fullName = `{{ ${set('surname')} }} {{ ${set('firstName')} }} {{ ${set('patronymic')} }}`;

export const businessRegistration: ExampleSource = {
	file: 'business-registration',
	name: both('Business registration', 'Регистрация бизнеса'),
	sections: [
		{
			color: 4,
			text: both(
				`## 1 · Settings\nChoose your credentials in the nodes once. ${moscowTime.en}\n\n${filesNote.en}`,
				`## 1 · Настройки\nОдин раз выберите в узлах учётные данные. ${moscowTime.ru}\n\n${filesNote.ru}`,
			),
			lists: registrationSettings,
			nodes: [
				start,
				everyMorning(9),
				...settingsNodes(registrationSettings),
				account,
				question(both('Started Manually?', 'Запущено вручную?'), "={{ $('Start').isExecuted }}"),
			],
		},
		{
			color: 5,
			text: both(
				'## 2 · Create the draft\n**Start** runs this part. When all files are found, it adds the applicant to the account, and Kontur makes a draft for the office from the files.',
				'## 2 · Сделать черновик\nЭту часть запускает **Start**. Когда все файлы найдены, заявитель добавляется в учётную запись, и Контур делает из файлов черновик для инспекции.',
			),
			nodes: [
				fields(both('Documents', 'Документы'), { documents: ['array', ofSettings('documents')] }),
				eachOf(both('Each Document', 'Каждый документ'), 'documents'),
				readFiles(both('Find Files', 'Найти файлы'), "={{ $('Each Document').item.json.file }}"),
				extern(
					both('Applicant', 'Заявитель'),
					'organization.create',
					{ accountId: thisAccount, inn: ofSettings('applicantInn'), organizationName: `=${fullName}` },
					{ more: { executeOnce: true } },
				),
				extern(
					both('Create Builder', 'Создать построитель'),
					'draftsBuilder.create',
					{
						accountId: thisAccount,
						builderType: 'business-registration',
						senderInn: ofSettings('applicantInn'),
						certificateFrom: 'credential',
						senderIpAddress: ofSettings('senderIpAddress'),
						recipientType: 'registration-ifns-code',
						recipientCode: ofSettings('office'),
						applicationCode: ofSettings('applicationCode'),
						applicants: {
							applicant: [
								{
									email: ofSettings('email'),
									firstName: ofSettings('firstName'),
									inn: ofSettings('applicantInn'),
									patronymic: ofSettings('patronymic'),
									surname: ofSettings('surname'),
								},
							],
						},
						registrationData: {},
						additionalFields: {},
					},
					{ signs: true },
				),
				fields(both('Documents Again', 'Снова документы'), { documents: ['array', ofSettings('documents')] }),
				eachOf(both('Each File', 'Каждый файл'), 'documents'),
				extern(both('Create Document', 'Создать документ'), 'draftsBuilderDocument.create', {
					...builderOfAccount,
					svdregCode: '={{ $json.code }}',
					signers: {
						signer: [
							{
								surname: ofSettings('surname'),
								firstName: ofSettings('firstName'),
								patronymic: ofSettings('patronymic'),
							},
						],
					},
				}),
				readFiles(both('Read File', 'Прочитать файл'), "={{ $('Each File').item.json.file }}"),
				extern(both('Add File', 'Добавить файл'), 'draftsBuilderFile.create', {
					...builderOfAccount,
					documentId: "={{ $('Create Document').item.json.id }}",
					additionalFields: {},
				}),
			],
		},
		{
			color: 6,
			text: both(
				'## 3 · Sign and send\nThe Kontur certificate signs all documents. If there are errors, nothing is sent. Start the workflow once per application: a second run sends it again.',
				'## 3 · Подписать и отправить\nСертификат подписывает все документы. Если есть ошибки, ничего не отправляется. Запускайте процесс один раз на заявление: повторный запуск отправит его снова.',
			),
			nodes: [
				extern(
					both('Build Drafts', 'Собрать черновики'),
					'draftsBuilder.build',
					{ accountId: thisAccount, draftsBuilderId: builder },
					{ more: { executeOnce: true } },
				),
				eachOf(both('Each Draft', 'Каждый черновик'), 'draftIds', { destinationFieldName: 'draftId' }),
				extern(both('Sign', 'Подписать'), 'draft.sign', draftHere, { signs: true }),
				extern(both('Send', 'Отправить'), 'draft.send', draftHere),
				fields(both('Sent', 'Отправлено'), {
					message: both(
						`=The application of {{ ${set('surname')} }} is sent. Document flow {{ $json.docflowId }}`,
						`=Заявление отправлено, заявитель {{ ${set('surname')} }}. Документооборот {{ $json.docflowId }}`,
					),
				}),
			],
		},
		{
			color: 7,
			text: both(
				'## 4 · The response\n**Every Morning** runs this part. The office responds within days: the workflow downloads and saves the responses since yesterday.',
				'## 4 · Ответ\nЭту часть запускает **Every Morning**. Инспекция отвечает за несколько дней: процесс скачивает и сохраняет ответы со вчерашнего дня.',
			),
			nodes: [
				extern(both('Finished Since Yesterday', 'Закрыто со вчера'), 'docflow.getAll', {
					accountId: thisAccount,
					filters: {
						types: 'business-registration',
						state: 'finished',
						updatedFrom: '={{ $now.minus({ days: 1 }).toISO() }}',
					},
					returnAll: true,
				}),
				extern(
					both('Download Documents', 'Скачать документы'),
					'docflow.downloadDocuments',
					{
						accountId: thisAccount,
						docflowId: byId('$json.id'),
						documentTypes:
							'business-registration-registration-notice, business-registration-registration-certificate, business-registration-acceptance-result-negative, business-registration-check-protocol',
					},
					{ signs: true },
				),
				writeFile(
					both('Save File', 'Сохранить файл'),
					`={{ ${set('folder')} }}/{{ $json.docflowId }}_{{ $json.id.slice(0, 8) }}_{{ $json.fileName }}`,
				),
				fields(both('Answered', 'Ответ'), {
					message: both(
						'=Document flow {{ $json.docflowId }} is answered: {{ $json.fileName }}',
						'=Документооборот {{ $json.docflowId }}, ответ: {{ $json.fileName }}',
					),
				}),
			],
		},
	],
	flow: [
		...settingsFlow(['Start', 'Every Morning'], 'Account'),
		'Account > Started Manually? > Documents > Each Document > Find Files > Applicant > Create Builder > Documents Again > Each File > Create Document > Read File > Add File > Build Drafts > Each Draft > Sign > Send > Sent',
		'Started Manually? [1] > Finished Since Yesterday > Download Documents > Save File > Answered',
	],
};
