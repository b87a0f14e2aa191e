import { externResource } from '../standing';
import { getDocflows } from './getDocflows.operation';
import { getForms } from './getForms.operation';
import { search } from './search.operation';
import { searchPayments } from './searchPayments.operation';

export const reportsTable = externResource({
	name: 'Reports Table',
	value: 'reportsTable',
	advanced: [search, getDocflows, getForms, searchPayments],
});
