/** Texts of the two triggers; what they share with the other nodes is in `common.ts` and `ofd.ts`. */
export const triggers: Readonly<Record<string, string>> = {
	// Both
	'Start From': 'Начать',
	Now: 'С этого момента',
	'A Date': 'С даты',
	'Start Date': 'Дата начала',

	// Kontur.Extern Trigger; n8n finds a trigger by the word in its name.
	'Kontur.Extern Trigger': 'Контур.Экстерн Trigger',
	'Starts the workflow when a document flow changes in Kontur.Extern':
		'Запускает процесс, когда в Контур.Экстерне меняется документооборот',
	// n8n finds the actions of a trigger by this label.
	'Trigger On': 'Trigger On',
	'document flow changes': 'изменения документооборотов',
	'incoming demands and letters': 'входящие требования и письма',
	'event feed': 'лента событий',
	'Document Flow Changes': 'Изменения документооборотов',
	'New and changed document flows. Needs no extra rights.':
		'Новые и изменённые документообороты. Особых прав не нужно.',
	'Event Feed': 'Лента событий',
	'Every step of every document flow. Kontur grants access on request.':
		'Каждый шаг каждого документооборота. Доступ Контур открывает по просьбе.',
	'Incoming Demands and Letters': 'Входящие требования и письма',
	'Each demand, letter and notice from an authority, once':
		'Каждое требование, письмо и уведомление органа, по одному разу',
	'Kontur grants an integration access to the event feed on request, and the administrator of each account shares its events. Without access, choose Document Flow Changes or Incoming Demands and Letters.':
		'Доступ к ленте событий Контур открывает интеграции по просьбе, а администратор каждой учётной записи делится её событиями. Доступа нет — выберите «Изменения документооборотов» или «Входящие требования и письма».',
	'A Given Event': 'С указанного события',
	'Continue from an event whose ID you saved': 'Продолжить с события, ID которого вы сохранили',
	'Only what happens after the workflow is activated': 'Только то, что случится после включения процесса',
	'The Beginning': 'С самого начала',
	'Everything that is still in the feed': 'Всё, что ещё есть в ленте',
	'Where to start reading when the workflow is activated for the first time':
		'С какого места читать, когда процесс включат в первый раз',
	'Also what changed or arrived since this date': 'И то, что изменилось или пришло с этой даты',
	'Where to start when the workflow is activated for the first time. After a pause the trigger continues where it stopped; changing this field starts it over.':
		'С какого места начать, когда процесс включат в первый раз. После перерыва триггер продолжает, где остановился; если изменить это поле, он начнёт заново.',
	'Event ID': 'ID события',
	'The ID of the event to read from': 'ID события, с которого читать',
	'The trigger returns what changed or arrived from this moment on':
		'Триггер вернёт то, что изменилось или пришло с этого момента',
	'Account IDs': 'ID учётных записей',
	'Only these accounts, separated by commas': 'Только эти учётные записи, через запятую',
	'Account Names or IDs': 'Учётные записи: из списка',
	'Only these accounts. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.':
		'Только эти учётные записи. Выберите из списка или задайте ID <a href="https://docs.n8n.io/code/expressions/">выражением</a>.',
	'Only document flows of these types. Kontur lists some types only when they are chosen here. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.':
		'Только документообороты этих типов. Некоторые типы Контур показывает, только если выбрать их здесь. Выберите из списка или задайте ID <a href="https://docs.n8n.io/code/expressions/">выражением</a>.',
	'Only document flows of these types, separated by commas':
		'Только документообороты этих типов, через запятую',
	'Include Hidden Types': 'Читать и скрытые типы',
	'Whether to include the types that Kontur lists only by name: those of the Social Fund, mailings, registrations and inventories. This takes two requests per account instead of one. Types chosen above go first.':
		'Читать и те типы, которые Контур показывает только по названию: СФР, рассылки, регистрация, описи. На каждую учётную запись уходит два запроса вместо одного. Если типы выбраны выше, читаются только они.',
	'Only document flows of taxpayers with these INNs, separated by commas':
		'Только документообороты налогоплательщиков с этими ИНН, через запятую',
	'New State Names or IDs': 'Новые состояния: из списка',
	'Only events with these new states. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.':
		'Только события с этими новыми состояниями. Выберите из списка или задайте ID <a href="https://docs.n8n.io/code/expressions/">выражением</a>.',
	'New States': 'Новые состояния',
	'Only these new states, separated by commas': 'Только эти новые состояния, через запятую',
	'Status Names or IDs': 'Статусы: из списка',
	'Only document flows with these statuses. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.':
		'Только документообороты с этими статусами. Выберите из списка или задайте ID <a href="https://docs.n8n.io/code/expressions/">выражением</a>.',
	'Success State Names or IDs': 'Исход: из списка',
	'Only document flows with these success states. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.':
		'Только документообороты с этим исходом. Выберите из списка или задайте ID <a href="https://docs.n8n.io/code/expressions/">выражением</a>.',
	'Accounts Added Later': 'Новые учётные записи',
	'Start at Their Beginning': 'Читать с начала',
	'Everything that the account already has': 'Всё, что в учётной записи уже есть',
	'Start Now': 'Читать с этого момента',
	'Only what happens after the account was added': 'Только то, что случится после появления учётной записи',
	'Where to start with an account that appears after the workflow was activated':
		'С какого места читать учётную запись, которая появилась после включения процесса',
	'Attach Document Flow': 'Добавить документооборот',
	'Whether to also read the whole document flow with its documents into the field docflow; this takes one request per document flow':
		'Прочитать ещё и весь документооборот с документами, в поле docflow; на каждый уходит один запрос',
	'Whether to include the document flows of all users of the account; for administrators only':
		'Показать документообороты всех пользователей учётной записи; только для администраторов',
	'Report Failing Accounts After': 'Сообщать о сбоях после (опросов)',
	'How many polls in a row an account must fail before the trigger reports it while the other accounts are read. 0 never reports it.':
		'После скольких неудачных опросов подряд сообщить об учётной записи, пока остальные читаются. 0 — не сообщать никогда.',
	'Report Failing Accounts As': 'Как сообщать о сбоях',
	Error: 'Ошибкой',
	'A failed execution, which starts the error workflow':
		'Выполнение с ошибкой: запустится процесс для ошибок',
	Item: 'Элементом',
	'An item that names the account and the error': 'Элемент, в котором названы учётная запись и ошибка',

	// Kontur.OFD Trigger
	'new receipts': 'новые чеки',
	'Kontur.OFD Trigger': 'Контур.ОФД Trigger',
	'Starts the workflow when Kontur.OFD has new receipts or other fiscal documents':
		'Запускает процесс, когда в Контур.ОФД появляются новые чеки и другие фискальные документы',
	'All organizations that the integrator key has access to, including ones added later':
		'Все организации, открытые ключу интегратора, и те, что появятся потом',
	'All cash registers, including ones connected later': 'Все кассы, и те, что подключат потом',
	'The cash registers selected below': 'Кассы, выбранные ниже',
	'Also documents printed since this date': 'И документы, напечатанные с этой даты',
	'Only documents that Kontur.OFD receives after the workflow is activated':
		'Только документы, которые Контур.ОФД получит после включения процесса',
	'Where to start when the workflow is first activated. After a pause, the trigger continues where it stopped. Changing this option starts over.':
		'С какого места начать, когда процесс включат в первый раз. После перерыва триггер продолжает, где остановился. Если изменить это поле, он начнёт заново.',
	"The trigger returns documents printed from this moment on, in the cash register's local time. A time zone in the value is ignored.":
		'Триггер вернёт документы, напечатанные с этого момента по часам кассы. Часовой пояс в значении не учитывается.',
	'Daily Safety Sweep': 'Ежедневная сверка',
	'All Registers': 'Все кассы',
	'One request a day per 1,000 documents of the last 35 days':
		'Один запрос в день на каждые 1000 документов за последние 35 дней',
	Off: 'Выключена',
	'Registers With Fewer Than 1,000 Documents a Day': 'Кассы, где меньше 1000 документов в день',
	'At most 35 requests a day per cash register': 'Не больше 35 запросов в день на кассу',
	'Which cash registers to reread every day, 35 days back, to find late documents that leave no other trace. Documents that were already read are not returned again.':
		'Какие кассы каждый день перечитывать на 35 дней назад, чтобы найти опоздавшие документы, которые иначе незаметны. Что уже прочитано, второй раз не вернётся.',
};
