import { resource } from '../../../shared/catalog';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const document = resource({
	name: 'Document',
	value: 'document',
	operations: [getMany, get],
});
