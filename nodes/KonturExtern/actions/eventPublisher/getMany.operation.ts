import { runOperation } from '../../../shared/catalog';
import { listFields, mostOf, openList } from '../../api/unwrapList';

export const getMany = runOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many event publishers',
	description: 'Retrieve the sources that share events with you. Kontur gives the right to this on request.',
	fields: [...listFields],
	calls: ['GET /v1/event-publishers'],
	run: async ({ params, client }) => {
		const request = { method: 'GET', path: '/v1/event-publishers' } as const;
		return (await openList(client, request, mostOf(params))).map((json) => ({ json }));
	},
});
