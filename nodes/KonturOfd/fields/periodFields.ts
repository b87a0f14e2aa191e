import { field, forVersions } from '../../shared/catalog';
import { dateFrom, dateTo, firstDay, lastDay } from './fields';

const custom = { show: { period: ['custom'] } } as const;

const period = field({
	displayName: 'Period',
	name: 'period',
	type: 'options',
	default: 'yesterday',
	options: [
		{ name: 'Custom', value: 'custom' },
		{ name: 'Last 30 Days', value: 'last30Days' },
		{ name: 'Last 7 Days', value: 'last7Days' },
		{ name: 'Last Month', value: 'lastMonth' },
		{ name: 'Last Week', value: 'lastWeek' },
		{ name: 'This Month', value: 'thisMonth' },
		{ name: 'This Week', value: 'thisWeek' },
		{ name: 'Today', value: 'today' },
		{ name: 'Yesterday', value: 'yesterday' },
	],
	description:
		"Which days to read, by each cash register's own local time unless Days By says otherwise. Last 7 Days and Last 30 Days end with yesterday.",
});

/** A period by its name, or between two days. */
export const periodFields = [
	period,
	field({ ...firstDay, displayOptions: custom }),
	field({ ...lastDay, displayOptions: custom }),
] as const;

/** A period by its name, or between two moments. Version 1 of the node only had the moments. */
export const namedPeriodFields = [
	forVersions([1], dateFrom),
	forVersions([1], dateTo),
	forVersions([1.1], period),
	forVersions([1.1], field({ ...dateFrom, displayOptions: custom })),
	forVersions([1.1], field({ ...dateTo, displayOptions: custom })),
] as const;

/** A period by its name, or between two days. Version 1 of the node only had the days. */
export const namedDaysFields = [
	forVersions([1], firstDay),
	forVersions([1], lastDay),
	forVersions([1.1], period),
	forVersions([1.1], field({ ...firstDay, displayOptions: custom })),
	forVersions([1.1], field({ ...lastDay, displayOptions: custom })),
] as const;

export const timeZone = field({
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'options',
	default: 'Europe/Moscow',
	options: [
		{ name: 'Irkutsk (UTC+8)', value: 'Asia/Irkutsk' },
		{ name: 'Kaliningrad (UTC+2)', value: 'Europe/Kaliningrad' },
		{ name: 'Kamchatka (UTC+12)', value: 'Asia/Kamchatka' },
		{ name: 'Krasnoyarsk (UTC+7)', value: 'Asia/Krasnoyarsk' },
		{ name: 'Magadan (UTC+11)', value: 'Asia/Magadan' },
		{ name: 'Moscow (UTC+3)', value: 'Europe/Moscow' },
		{ name: 'Omsk (UTC+6)', value: 'Asia/Omsk' },
		{ name: 'Samara (UTC+4)', value: 'Europe/Samara' },
		{ name: 'Vladivostok (UTC+10)', value: 'Asia/Vladivostok' },
		{ name: 'Yakutsk (UTC+9)', value: 'Asia/Yakutsk' },
		{ name: 'Yekaterinburg (UTC+5)', value: 'Asia/Yekaterinburg' },
	],
	description: 'Whose calendar decides which day is today. A named period ends or begins with that day.',
});

export const clock = field({
	displayName: 'Days By',
	name: 'clock',
	type: 'options',
	default: 'register',
	options: [
		{
			name: 'Local Time of Each Cash Register',
			value: 'register',
			description:
				'As printed on the receipts: the day of a shop in Vladivostok begins 7 hours earlier than in Moscow',
		},
		{
			name: 'Time Zone',
			value: 'timeZone',
			description:
				'The same hours everywhere, of the option Time Zone. One more request for each cash register finds its zone.',
		},
	],
	description: 'By which clock a day begins and ends',
});
