import { requestOperation } from '../../../shared/catalog';
import { anyObject } from '../../../shared/transport';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many event publishers',
	description: 'Retrieve the publishers that share events with you. Kontur grants access on request.',
	fields: [],
	http: { method: 'GET', path: '/v1/event-publishers', shape: anyObject },
	paginate: { style: 'undocumented' },
});
