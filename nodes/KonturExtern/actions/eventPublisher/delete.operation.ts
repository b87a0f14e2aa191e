import { field, requestOperation } from '../../../shared/catalog';

export const deletePublisher = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete an event publisher',
	description:
		'Stop receiving events of a source. You cannot undo this: the administrator of its account has to share them again.',
	fields: [
		field({
			displayName: 'Publisher ID',
			name: 'publisherId',
			type: 'string',
			default: '',
			required: true,
			placeholder: '0c0c1d2e-4f5a-4b6c-8d7e-9f0a1b2c3d4e',
			description: 'The ID of the source, from Event Publisher: Get Many',
		}),
	],
	http: { method: 'DELETE', path: '/v1/event-publishers/{publisherId}' },
	deletes: true,
});
