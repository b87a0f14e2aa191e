import { resource } from '../../../shared/catalog';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const docflow = resource({
	name: 'Document Flow',
	value: 'docflow',
	operations: [get, getMany],
});
