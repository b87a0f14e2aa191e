import { externResource } from '../standing';
import { deletePublisher } from './delete.operation';
import { getMany } from './getMany.operation';

export const eventPublisher = externResource({
	name: 'Event Publisher',
	value: 'eventPublisher',
	advanced: [getMany, deletePublisher],
});
