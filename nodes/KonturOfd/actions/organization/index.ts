import { resource } from '../../../shared/catalog';
import { getMany } from './getMany.operation';

export const organization = resource({
	name: 'Organization',
	value: 'organization',
	operations: [getMany],
});
