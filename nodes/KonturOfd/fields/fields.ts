import { field } from '../../shared/catalog';

const dateTime = { type: 'dateTime', default: '', required: true } as const;

export const dateFrom = field({
	displayName: 'From',
	name: 'dateFrom',
	...dateTime,
	description:
		"Start of the period, inclusive, in the cash register's local time. A time zone in the value is ignored.",
});

export const dateTo = field({
	displayName: 'To',
	name: 'dateTo',
	...dateTime,
	description:
		"End of the period, inclusive, in the cash register's local time. A time zone in the value is ignored. A date without a time, from an expression, means the whole day.",
});

export const date = field({
	displayName: 'Day',
	name: 'date',
	...dateTime,
	description: "The day, in the cash register's local time. A time in the value is ignored.",
});

export const firstDay = field({
	displayName: 'From',
	name: 'dateFrom',
	...dateTime,
	description: "First day, inclusive, in the cash register's local time. A time in the value is ignored.",
});

export const lastDay = field({
	displayName: 'To',
	name: 'dateTo',
	...dateTime,
	description: "Last day, inclusive, in the cash register's local time. A time in the value is ignored.",
});

export const fiscalDriveNumber = field({
	displayName: 'Fiscal Drive Number',
	name: 'fiscalDriveNumber',
	type: 'string',
	default: '',
	required: true,
	placeholder: '9960440300000001',
	description: 'Serial number of the fiscal drive (ФН), as printed on the receipt',
});

export const types = field({
	displayName: 'Document Types',
	name: 'types',
	type: 'multiOptions',
	default: ['receipt', 'receiptCorrection', 'bso', 'bsoCorrection'],
	options: [
		{ name: 'Correction of Strict Reporting Form (БСО Коррекции)', value: 'bsoCorrection' },
		{ name: 'Correction Receipt (Чек Коррекции)', value: 'receiptCorrection' },
		{ name: 'Fiscal Drive Closing (Закрытие Фискального Накопителя)', value: 'closeArchive' },
		{ name: 'Receipt (Кассовый Чек)', value: 'receipt' },
		{
			name: 'Registration Change Report (Изменение Параметров Регистрации)',
			value: 'fiscalReportCorrection',
		},
		{ name: 'Registration Report (Отчёт о Регистрации)', value: 'fiscalReport' },
		{ name: 'Settlement State Report (Состояние Расчётов)', value: 'currentStateReport' },
		{ name: 'Shift Closing (Закрытие Смены)', value: 'closeShift' },
		{ name: 'Shift Opening (Открытие Смены)', value: 'openShift' },
		{ name: 'Strict Reporting Form (БСО)', value: 'bso' },
	],
	description: 'Which types of fiscal documents to return. Empty means all.',
});
