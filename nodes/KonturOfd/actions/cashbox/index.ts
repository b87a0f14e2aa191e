import { resource } from '../../../shared/catalog';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const cashbox = resource({
	name: 'Cash Register',
	value: 'cashbox',
	operations: [get, getMany],
});
