import { resource } from '../../../shared/catalog';
import { getDocflows } from './getDocflows.operation';
import { getForms } from './getForms.operation';
import { search } from './search.operation';
import { searchPayments } from './searchPayments.operation';

export const reportsTable = resource({
	name: 'Reports Table',
	value: 'reportsTable',
	operations: [search, getDocflows, getForms, searchPayments],
});
