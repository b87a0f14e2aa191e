import { resource } from '../../../shared/catalog';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const organization = resource({
	name: 'Organization',
	value: 'organization',
	operations: [getMany, get],
});
