import { field, requestOperation, toMoment } from '../../../shared/catalog';
import { accountId } from '../../descriptions/locators';
import { simplifyDocflow } from './simplify';

const list = (text: string | undefined) =>
	(text ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);

const withoutPrefix = (prefix: string) => (value: string) => value.replace(prefix, '');

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many document flows',
	description: 'Retrieve document flows, newest first unless told otherwise',
	fields: [
		accountId,
		field({
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				field({
					displayName: 'Authority Code',
					name: 'cu',
					type: 'string',
					default: '',
					placeholder: '0087',
					description: 'Tax office XXXX, pension and social fund XXX-XXX, FSS XXXXX, Rosstat XX-XX',
				}),
				field({ displayName: 'Created After', name: 'createdFrom', type: 'dateTime', default: '' }),
				field({ displayName: 'Created Before', name: 'createdTo', type: 'dateTime', default: '' }),
				field({
					displayName: 'Direction',
					name: 'direction',
					type: 'options',
					default: 'incoming',
					options: [
						{ name: 'Incoming', value: 'incoming' },
						{ name: 'Outgoing', value: 'outgoing' },
					],
				}),
				field({
					displayName: 'For All Users',
					name: 'forAllUsers',
					type: 'boolean',
					default: false,
					description: 'Whether to include the document flows of all users; for administrators only',
				}),
				field({
					displayName: 'INN and KPP',
					name: 'innKpp',
					type: 'string',
					default: '',
					placeholder: '6676130154-667601001',
					description: 'INN-KPP of a company or the INN of an entrepreneur',
				}),
				field({
					displayName: 'KND',
					name: 'knd',
					type: 'string',
					default: '',
					placeholder: '1151006',
					description: 'Code of a tax form, 7 digits',
				}),
				field({
					displayName: 'OKUD',
					name: 'okud',
					type: 'string',
					default: '',
					placeholder: '0606010',
					description: 'Code of a statistics form, 7 digits',
				}),
				field({
					displayName: 'Order',
					name: 'orderBy',
					type: 'options',
					default: 'descending',
					options: [
						{ name: 'Newest First', value: 'descending' },
						{ name: 'Oldest First', value: 'ascending' },
					],
				}),
				field({
					displayName: 'Organization ID',
					name: 'orgId',
					type: 'string',
					default: '',
					placeholder: '493f8a1e-0b7d-4c57-8d3a-6c2f1e0d9b87',
				}),
				field({
					displayName: 'State',
					name: 'state',
					type: 'options',
					default: 'unfinished',
					options: [
						{ name: 'Finished', value: 'finished' },
						{ name: 'Unfinished', value: 'unfinished' },
					],
				}),
				field({
					displayName: 'Types',
					name: 'types',
					type: 'string',
					default: '',
					placeholder: 'fns534-report, fns534-demand',
					description:
						'Types of document flow, separated by commas. Some types are listed only when asked for.',
				}),
				field({ displayName: 'Updated After', name: 'updatedFrom', type: 'dateTime', default: '' }),
				field({ displayName: 'Updated Before', name: 'updatedTo', type: 'dateTime', default: '' }),
			],
		}),
	],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/docflows',
		query: ({ filters }, { timeZone }) => ({
			type: list(filters.types).map(withoutPrefix('urn:docflow:')),
			incoming: filters.direction === undefined ? undefined : filters.direction === 'incoming',
			finished: filters.state === undefined ? undefined : filters.state === 'finished',
			orderBy: filters.orderBy ?? 'descending',
			cu: filters.cu,
			knd: filters.knd,
			okud: filters.okud,
			innKpp: filters.innKpp,
			orgId: filters.orgId,
			forAllUsers: filters.forAllUsers,
			createdFrom: toMoment(filters.createdFrom, timeZone),
			createdTo: toMoment(filters.createdTo, timeZone),
			updatedFrom: toMoment(filters.updatedFrom, timeZone),
			updatedTo: toMoment(filters.updatedTo, timeZone),
		}),
	},
	paginate: { style: 'skipTake', items: 'docflows-page-item' },
	simplify: simplifyDocflow,
});
