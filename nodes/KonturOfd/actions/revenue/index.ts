import { resource } from '../../../shared/catalog';
import { get } from './get.operation';
import { reconcile } from './reconcile.operation';

export const revenue = resource({
	name: 'Revenue',
	value: 'revenue',
	operations: [get, reconcile],
});
