import { field, requestOperation, textField } from '../../../shared/catalog';
import { accountId, docflowTypeNames } from '../../fields';
import { listOf, orNone } from '../../api/parameters';
import { shortUrns } from '../../api/urns';
import { isObject, nothing } from '../../../shared/transport';

const withPrefix = (type: string) => (type.startsWith('urn:') ? type : `urn:docflow:${type}`);
const orNoList = <T>(list: T[]) => (list.length > 0 ? list : undefined);

export const shareEvents = requestOperation({
	name: 'Share Events',
	value: 'shareEvents',
	action: 'Share the events of an account',
	description:
		'Share the events of an account with the event feed of a service. Only the account administrator can do this; a new filter replaces the previous one.',
	fields: [
		accountId,
		textField({
			displayName: 'Subscriber',
			name: 'subscriber',
			required: true,
			placeholder: 'my-service',
			description: 'Client ID of the service that reads the event feed',
		}),
		field({
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			description: 'Without filters, all events of all organizations are shared',
			options: [
				docflowTypeNames,
				textField({
					displayName: 'Document Flow Types',
					name: 'docflowTypes',
					placeholder: 'fns534-report, fns534-demand',
					description: 'Document flow types, separated by commas',
				}),
				textField({
					displayName: 'KND',
					name: 'knds',
					placeholder: '1151006, 1151001',
					description: 'Tax form codes, separated by commas',
				}),
				textField({
					displayName: 'OKUD',
					name: 'okuds',
					placeholder: '0606010',
					description: 'Statistics form codes, separated by commas',
				}),
			],
		}),
	],
	http: {
		method: 'POST',
		path: '/v1/{accountId}/share-events',
		body: ({ subscriber, filters }) => ({
			subscriber: subscriber.trim(),
			'events-filter': orNone({
				'docflow-types': orNoList(shortUrns(filters.docflowTypes, filters.typeNames).map(withPrefix)),
				'document-forms': orNoList([
					...listOf(filters.knds).map((knd) => ({ knd })),
					...listOf(filters.okuds).map((okud) => ({ okud })),
				]),
			}),
		}),
		// Sharing again with the same filter changes nothing.
		repeat: 'harmless',
		shape: nothing,
	},
	transform: (answer, { accountId: account, subscriber }) => ({
		accountId: account,
		subscriber: subscriber.trim(),
		shared: true,
		...(isObject(answer) ? answer : {}),
	}),
});
