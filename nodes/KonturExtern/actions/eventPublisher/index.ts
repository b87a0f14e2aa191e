import { resource } from '../../../shared/catalog';
import { deletePublisher } from './delete.operation';
import { getMany } from './getMany.operation';

export const eventPublisher = resource({
	name: 'Event Publisher',
	value: 'eventPublisher',
	operations: [getMany, deletePublisher],
});
