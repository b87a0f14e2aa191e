import { resource } from '../../../shared/catalog';
import { findSilent } from './findSilent.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const cashbox = resource({
	name: 'Cash Register',
	value: 'cashbox',
	operations: [get, getMany, findSilent],
});
