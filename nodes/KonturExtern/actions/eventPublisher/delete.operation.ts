import { requestOperation } from '../../../shared/catalog';
import { publisherId } from '../../fields';
import { nothing } from '../../../shared/transport';

export const deletePublisher = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete an event publisher',
	description:
		'Stop receiving the events of a publisher. This cannot be undone: the administrator of its account has to share them again.',
	fields: [publisherId],
	http: { method: 'DELETE', path: '/v1/event-publishers/{publisherId}', shape: nothing },
});
