import { everydayCatalog } from '../../nodes/KonturExtern/actions';
import type { NodeSource, Parameters, Section, Setting, Value } from './model';
import { both, type Both } from './texts';

type More = Pick<NodeSource, 'more' | 'hasWebhook'>;

const base = (
	name: Both,
	type: string,
	typeVersion: number,
	parameters: Parameters,
	more: More = {},
): NodeSource => ({
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	parameters,
	...more,
});

/* Starts */

export const start = base(both('Start', 'Запуск'), 'manualTrigger', 1, {});

const schedule = (name: Both, interval: Parameters): NodeSource =>
	base(name, 'scheduleTrigger', 1.2, { rule: { interval: [interval] } });

export const everyMorning = (hour: number): NodeSource =>
	schedule(both('Every Morning', 'Каждое утро'), { field: 'days', triggerAtHour: hour });

export const everyWorkingDay = (hour: number): NodeSource =>
	schedule(both('Every Working Day', 'Каждый рабочий день'), {
		field: 'cronExpression',
		expression: `0 ${hour} * * 1-5`,
	});

export const everyNight = (hour: number): NodeSource =>
	schedule(both('Every Night', 'Каждую ночь'), { field: 'days', triggerAtHour: hour });

export const everyHour = schedule(both('Every Hour', 'Каждый час'), { field: 'hours' });

export const moscowTime = both(
	'Times are Moscow time (⋯ > Settings > Timezone).',
	'Время московское (⋯ > Settings > Timezone).',
);

/* Items */

type Assigned = Value | readonly ['number' | 'boolean' | 'array', Value];

const isTyped = (value: Assigned): value is readonly ['number' | 'boolean' | 'array', Value] =>
	Array.isArray(value) && value.length === 2;

const assignmentsOf = (fields: Readonly<Record<string, Assigned>>): Value =>
	Object.entries(fields).map(([name, value], index) => ({
		id: String(index + 1),
		name,
		...(isTyped(value) ? { value: value[1], type: value[0] } : { value: value as Value, type: 'string' }),
	}));

/** Makes an item of these fields. */
export const fields = (name: Both, values: Readonly<Record<string, Assigned>>, more?: More): NodeSource =>
	base(name, 'set', 3.4, { assignments: { assignments: assignmentsOf(values) }, options: {} }, more);

const isTrue = (expression: Both | string): Value => ({
	options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
	conditions: [
		{
			id: '1',
			leftValue: expression,
			rightValue: '',
			operator: { type: 'boolean', operation: 'true', singleValue: true },
		},
	],
	combinator: 'and',
});

/** Asks a question: yes is the first output, no the second. */
export const question = (name: Both, expression: Both | string): NodeSource =>
	base(name, 'if', 2.2, { conditions: isTrue(expression), options: {} });

/** Keeps the items for which the expression is true. */
export const only = (name: Both, expression: Both | string, more?: More): NodeSource =>
	base(name, 'filter', 2.2, { conditions: isTrue(expression), options: {} }, more);

/** Ends the execution as failed. */
export const stop = (name: Both, message: Both): NodeSource =>
	base(name, 'stopAndError', 1, { errorMessage: message });

export const eachOf = (name: Both, field: string, options: Parameters = {}): NodeSource => {
	const { include, fieldsToInclude, ...rest } = options as Record<string, Value>;
	return base(name, 'splitOut', 1, {
		fieldToSplitOut: field,
		...(include === undefined ? {} : { include, fieldsToInclude }),
		options: rest,
	});
};

/** Gathers a field of all items into a list in one item. */
export const gather = (name: Both, lists: Readonly<Record<string, string>>): NodeSource =>
	base(name, 'aggregate', 1, {
		fieldsToAggregate: {
			fieldToAggregate: Object.entries(lists).map(([fieldToAggregate, outputFieldName]) => ({
				fieldToAggregate,
				renameField: true,
				outputFieldName,
			})),
		},
		options: {},
	});

/** Makes one item of all files, so that they go together. */
export const together = (name: Both): NodeSource =>
	base(name, 'aggregate', 1, {
		aggregate: 'aggregateAllItemData',
		destinationFieldName: 'files',
		options: { includeBinaries: true },
	});

export const other = base;

/* Files */

export const readFiles = (name: Both, fileSelector: string, more?: More): NodeSource =>
	base(name, 'readWriteFile', 1.1, { fileSelector, options: {} }, more);

export const writeFile = (name: Both, fileName: string): NodeSource =>
	base(name, 'readWriteFile', 1.1, { operation: 'write', fileName, options: {} });

export const filesNote = both(
	'n8n reads and writes only in the folders in `N8N_RESTRICT_FILE_ACCESS_TO`, by default `~/.n8n-files`.',
	'n8n читает и пишет файлы только в папках из `N8N_RESTRICT_FILE_ACCESS_TO`, обычно это `~/.n8n-files`.',
);

/* Kontur */

const isEveryday = (resource: string, operation: string): boolean =>
	everydayCatalog.resources.some(
		({ value, operations }) => value === resource && operations.some((each) => each.value === operation),
	);

interface KonturMore {
	signs?: boolean;
	more?: NodeSource['more'];
}

/** A node of Kontur.Extern, or of Kontur.Extern Advanced where only that has the operation. */
export function extern(
	name: Both,
	operation: string,
	parameters: Parameters,
	{ signs = false, more }: KonturMore = {},
): NodeSource {
	const [resource, value] = operation.split('.');
	return {
		name,
		type: `n8n-nodes-kontur.konturExtern${isEveryday(resource, value) ? '' : 'Advanced'}`,
		typeVersion: 1,
		parameters: { resource, operation: value, ...parameters },
		credentials: ['konturExternApi', ...(signs ? ['konturCertificateApi'] : [])],
		more,
	};
}

export function ofd(
	name: Both,
	operation: string,
	parameters: Parameters,
	more?: NodeSource['more'],
): NodeSource {
	const [resource, value] = operation.split('.');
	return {
		name,
		type: 'n8n-nodes-kontur.konturOfd',
		typeVersion: 1.1,
		parameters: { resource, operation: value, ...parameters },
		credentials: ['konturOfdApi'],
		more,
	};
}

export function kontur(
	name: Both,
	type: string,
	parameters: Parameters,
	credentials: readonly string[],
): NodeSource {
	return {
		name,
		type: `n8n-nodes-kontur.${type}`,
		typeVersion: 1,
		parameters,
		...(credentials.length > 0 ? { credentials } : {}),
	};
}

export const byId = (expression: string): Parameters => ({
	__rl: true,
	mode: 'id',
	value: `={{ ${expression} }}`,
});
export const byInn = (expression: string): Parameters => ({
	__rl: true,
	mode: 'inn',
	value: `={{ ${expression} }}`,
});

export const set = (name: string): string => `$('Settings').first().json.${name}`;
export const ofSettings = (name: string): string => `={{ ${set(name)} }}`;

/** The account that is named in Settings. */
export const chosenAccount = byInn(set('inn'));

/** The account that the node Account has read. */
export const thisAccount = byId("$('Account').first().json.id");

export const account = extern(both('Account', 'Учётная запись'), 'account.get', { accountId: chosenAccount });

export const goOn: NodeSource['more'] = { onError: 'continueErrorOutput' };

/* Settings */

const setting =
	(type: Setting['type']) =>
	(name: Both, about: Both, value: Setting['value'], required: boolean | string): Setting => ({
		name,
		about,
		value,
		type,
		required,
	});

const text = setting('string');

/** A setting without which nothing runs. */
export const needed = (name: Both, about: Both): Setting => text(name, about, '', true);
export const optional = (name: Both, about: Both): Setting => text(name, about, '', false);
/** A setting that nothing can go wrong with. */
export const usual = (name: Both, value: Setting['value'], about: Both): Setting =>
	setting(typeof value === 'number' ? 'number' : 'string')(name, about, value, false);
export const list = (name: Both, about: Both): Setting => setting('array')(name, about, '[]', true);

export const inn = needed(
	both('inn', 'ИНН'),
	both(
		'INN of the organization whose account to work in; INN-KPP if several accounts have the INN',
		'ИНН организации, в чьей учётной записи работать; ИНН-КПП, если с таким ИНН их несколько',
	),
);

export const senderIp = needed(
	both('senderIpAddress', 'IP-адрес'),
	both(
		'the public IPv4 address of your network, which authorities require; a search for "what is my IP" shows it',
		'внешний адрес (IPv4) вашей сети, его требуют ведомства; покажет yandex.ru/internet',
	),
);

const isEmpty = (name: string) => `String(${set(name)} ?? '').trim() === ''`;

/**
 * The Settings node, and the stop while one of them is empty.
 * @param keepsFiles whether what a form uploaded passes through
 */
export function settingsNodes(settings: readonly Setting[], { keepsFiles = false } = {}): NodeSource[] {
	const groups = [...new Set(settings.map(({ required }) => required))].filter(
		(group): group is string => typeof group === 'string',
	);
	const lacks = [
		...settings.filter(({ required }) => required === true).map(({ name }) => [name.en]),
		...groups.map((group) =>
			settings.filter(({ required }) => required === group).map(({ name }) => name.en),
		),
	].map((names) => ({
		test: names.map(isEmpty).join(' && '),
		shown: (or: string) => names.map((name) => `{{setting ${name}}}`).join(` ${or} `),
	}));
	const node = base(both('Settings', 'Настройки'), 'set', 3.4, {
		assignments: {
			assignments: settings.map(({ name, value, type }, index) => ({
				id: String(index + 1),
				name,
				value,
				type,
			})),
		},
		...(keepsFiles ? { includeOtherFields: true } : {}),
		options: {},
	});
	if (lacks.length === 0) return [node];
	const missing = (or: string) =>
		`[${lacks.map(({ test, shown }) => `${test} ? '${shown(or)}' : ''`).join(', ')}].filter(Boolean).join(', ')`;
	return [
		node,
		question(
			both('Settings Filled In?', 'Настройки заполнены?'),
			`={{ !(${lacks.map(({ test }) => `(${test})`).join(' || ')}) }}`,
		),
		stop(
			both('Stop: Fill In Settings', 'Стоп: заполните настройки'),
			both(
				`=Nothing has been done yet. Open the node Settings and fill in: {{ ${missing('or')} }}`,
				`=Пока ничего не сделано. Откройте узел «Настройки» и заполните: {{ ${missing('или')} }}`,
			),
		),
	];
}

/** The chain from the settings to the first node that works. */
export const settingsFlow = (starts: readonly string[], next: string): string[] => [
	...starts.map((name) => `${name} > Settings`),
	`Settings > Settings Filled In? > ${next}`,
	'Settings Filled In? [1] > Stop: Fill In Settings',
];

/* Messages */

const messageTo = (required: string | false): Setting[] => [
	text(
		both('telegramChat', 'Чат Telegram'),
		both(
			'where to write in Telegram: the ID of a chat with your bot (@userinfobot shows yours)',
			'куда писать в Telegram: номер чата с вашим ботом (свой покажет @userinfobot)',
		),
		'',
		required,
	),
	text(both('emailTo', 'Почта'), both('where to write by e-mail', 'куда писать письмом'), '', required),
	optional(
		both('emailFrom', 'Почта отправителя'),
		both(
			'the address that the mail server sends from, if it is another one',
			'адрес, с которого отправляет почтовый сервер, если он другой',
		),
	),
];

/** Where a message goes: Telegram, e-mail or both. */
export const messageSettings = messageTo('message');

/** Where a message goes, if anywhere: what happens is seen elsewhere too. */
export const messageSettingsIfAny = messageTo(false);

const telegramText =
	"={{ ($json.message.length > 4000 ? $json.message.slice(0, 3990) + '\\n…' : $json.message).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') }}";

/**
 * Writes the field "message" to Telegram, by e-mail or both: wherever Settings says where. They name no credential,
 * because n8n runs no workflow with a named one that is not there, even in a node that is not used.
 */
export const messageNodes = (subject: Both): NodeSource[] => [
	only(both('To Telegram?', 'В Telegram?'), `={{ !(${isEmpty('telegramChat')}) }}`),
	only(both('By E-Mail?', 'Письмом?'), `={{ !(${isEmpty('emailTo')}) }}`),
	base(both('Telegram', 'Telegram'), 'telegram', 1.2, {
		chatId: ofSettings('telegramChat'),
		text: telegramText,
		additionalFields: { appendAttribution: false, parse_mode: 'HTML' },
	}),
	base(both('E-Mail', 'Письмо'), 'emailSend', 2.1, {
		fromEmail: `={{ ${set('emailFrom')} || ${set('emailTo')} }}`,
		toEmail: ofSettings('emailTo'),
		subject,
		emailFormat: 'text',
		text: '={{ $json.message }}',
		options: { appendAttribution: false },
	}),
];

export const messageFlow = (from: string): string[] => [
	`${from} > To Telegram? > Telegram`,
	`${from} > By E-Mail? > E-Mail`,
];

/**
 * The section that writes a message.
 * @param before what makes the message
 * @param after what comes when it is written: n8n runs lower branches later
 */
export const messageSection = (
	text: Both,
	subject: Both,
	before: readonly NodeSource[],
	after: readonly NodeSource[] = [],
): Section => ({
	text: both(
		`${text.en}\n\nIn **Telegram** or **E-Mail**, select your credential; the one you do not use needs none.`,
		`${text.ru}\n\nВ **Telegram** или **E-Mail** выберите свои учётные данные; ненужному узлу они не нужны.`,
	),
	color: 7,
	nodes: [...before, ...messageNodes(subject), ...after],
});

/** Waits for several branches and puts their items together. */
export const allOf = (name: Both, numberInputs: number): NodeSource =>
	base(name, 'merge', 3, { numberInputs });

/* Data tables */

type Columns = Readonly<Record<string, 'string' | 'number'>>;

const named = (expression: string): Parameters => ({
	__rl: true,
	mode: 'name',
	value: `={{ ${expression} }}`,
});

export const tableSetting = (en: string, ru: string, setting = both('table', 'Таблица')): Setting =>
	usual(
		setting,
		both(en, ru),
		both(
			'name of the data table in n8n (Data Tables); it is made at the first run',
			`имя таблицы в n8n (Data Tables); при первом запуске она создаётся сама`,
		),
	);

/** Makes the table named in Settings, unless it is there. */
export const createTable = (
	columns: Columns,
	setting = 'table',
	name = both('Create Table', 'Создать таблицу'),
): NodeSource =>
	base(
		name,
		'dataTable',
		1.1,
		{
			resource: 'table',
			operation: 'create',
			tableName: ofSettings(setting),
			columns: { column: Object.entries(columns).map(([column, type]) => ({ name: column, type })) },
			options: { createIfNotExists: true },
		},
		{ more: { executeOnce: true } },
	);

/** Inserts the items into the table, or updates the rows that have the same key. */
export const upsert = (key: string, setting = 'table', name = both('Table', 'Таблица')): NodeSource =>
	base(name, 'dataTable', 1.1, {
		resource: 'row',
		operation: 'upsert',
		dataTableId: named(set(setting)),
		matchType: 'allConditions',
		filters: { conditions: [{ keyName: key, condition: 'eq', keyValue: `={{ $json.${key} }}` }] },
		columns: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] },
		options: {},
	});

export const rows = (name: Both, setting: string): NodeSource =>
	base(name, 'dataTable', 1.1, {
		resource: 'row',
		operation: 'get',
		dataTableId: named(set(setting)),
		returnAll: true,
	});
