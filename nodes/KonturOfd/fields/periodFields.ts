import { field } from '../../shared/catalog';
import { firstDay, lastDay } from './fields';

const custom = { show: { period: ['custom'] } } as const;

/** A period by its name, or between two days. */
export const periodFields = [
	field({
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
			"Which days to read, by each cash register's own local time. Last 7 Days and Last 30 Days end with yesterday.",
	}),
	field({ ...firstDay, displayOptions: custom }),
	field({ ...lastDay, displayOptions: custom }),
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
