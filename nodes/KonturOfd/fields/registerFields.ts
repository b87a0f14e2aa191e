import { field } from '../../shared/catalog';
import { kktRegId, organizationId } from './locators';

const cashRegisters = field({
	displayName: 'Cash Registers',
	name: 'cashRegisters',
	type: 'options',
	default: 'one',
	options: [
		{ name: 'All', value: 'all', description: 'All of all organizations that the integrator key opens' },
		{
			name: 'All of Organizations',
			value: 'organizations',
			description: 'All of the organizations chosen below',
		},
		{ name: 'One', value: 'one', description: 'The cash register chosen below' },
		{ name: 'Selected', value: 'selected', description: 'Several, also of different organizations' },
	],
	description:
		'Which cash registers to read. With All and All of Organizations those that may not be read for the whole period are read as far as they may be, and named in a note above the output; a cash register that you choose yourself is an error then.',
});

// These two are checked when they are needed: n8n would ask for them wherever an expression makes the choice before.
const organizationIds = field({
	displayName: 'Organization Names or IDs',
	name: 'organizationIds',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getOrganizations' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
});

const kktRegIds = field({
	displayName: 'Cash Register Names or IDs',
	name: 'kktRegIds',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getCashRegisters' },
	default: [],
	description:
		'Registers of any organization. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const one = { show: { cashRegisters: ['one'] } } as const;

/** Which cash registers an operation reads. */
export const registerFields = [
	cashRegisters,
	field({ ...organizationId, displayOptions: one }),
	field({ ...kktRegId, displayOptions: one }),
	field({ ...organizationIds, displayOptions: { show: { cashRegisters: ['organizations'] } } }),
	field({ ...kktRegIds, displayOptions: { show: { cashRegisters: ['selected'] } } }),
] as const;

const organizations = field({
	displayName: 'Organizations',
	name: 'organizations',
	type: 'options',
	default: 'one',
	options: [
		{ name: 'All', value: 'all', description: 'All that the integrator key opens' },
		{ name: 'One', value: 'one', description: 'The organization chosen below' },
		{ name: 'Selected', value: 'selected', description: 'Several' },
	],
	description: 'The organizations whose cash registers are looked at',
});

const organizationChoices = [
	field({ ...organizationId, displayOptions: { show: { organizations: ['one'] } } }),
	field({ ...organizationIds, displayOptions: { show: { organizations: ['selected'] } } }),
] as const;

/** Which organizations an operation reads. */
export const organizationFields = [organizations, ...organizationChoices] as const;

/** The same for a look over everything. */
export const organizationFieldsAll = [
	field({ ...organizations, default: 'all' }),
	...organizationChoices,
] as const;
