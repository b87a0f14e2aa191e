import { field, forVersions } from '../../shared/catalog';
import { kktRegId, organizationId } from './locators';

const cashRegisters = field({
	displayName: 'Cash Registers',
	name: 'cashRegisters',
	type: 'options',
	default: 'one',
	options: [
		{
			name: 'All',
			value: 'all',
			description: 'All cash registers of all organizations that the integrator key has access to',
		},
		{
			name: 'All of Selected Organizations',
			value: 'organizations',
			description: 'All cash registers of the organizations selected below',
		},
		{ name: 'One', value: 'one', description: 'The cash register selected below' },
		{
			name: 'Selected',
			value: 'selected',
			description: 'The cash registers selected below, from any organization',
		},
	],
	description:
		'Which cash registers to read. With All and All of Selected Organizations, a register whose permission covers only part of the period is read for that part and named in a note above the output. For a register that you select yourself, this is an error.',
});

// Not required, because n8n would also demand them when an expression sets the choice above. The operation checks them.
export const organizationIds = field({
	displayName: 'Organization Names or IDs',
	name: 'organizationIds',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getOrganizations' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
});

export const kktRegIds = field({
	displayName: 'Cash Register Names or IDs',
	name: 'kktRegIds',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getCashRegisters' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
});

const one = { show: { cashRegisters: ['one'] } } as const;

const choices = [
	field({ ...organizationId, displayOptions: one }),
	field({ ...kktRegId, displayOptions: one }),
	field({ ...organizationIds, displayOptions: { show: { cashRegisters: ['organizations'] } } }),
	field({ ...kktRegIds, displayOptions: { show: { cashRegisters: ['selected'] } } }),
] as const;

const cashRegistersAll = field({ ...cashRegisters, default: 'all' });

/** For operations that usually cover all registers. */
export const registerFieldsAll = [cashRegistersAll, ...choices] as const;

/** All by default. Version 1 of the node had one by default. */
export const registerFieldsAllNow = [
	forVersions([1], cashRegisters),
	forVersions([1.1], cashRegistersAll),
	...choices,
] as const;

const organizations = field({
	displayName: 'Organizations',
	name: 'organizations',
	type: 'options',
	default: 'one',
	options: [
		{ name: 'All', value: 'all', description: 'All organizations that the integrator key has access to' },
		{ name: 'One', value: 'one', description: 'The organization selected below' },
		{ name: 'Selected', value: 'selected', description: 'The organizations selected below' },
	],
	description: 'Which organizations to read cash registers from',
});

const organizationChoices = [
	field({ ...organizationId, displayOptions: { show: { organizations: ['one'] } } }),
	field({ ...organizationIds, displayOptions: { show: { organizations: ['selected'] } } }),
] as const;

export const organizationFields = [organizations, ...organizationChoices] as const;

const organizationsAll = field({ ...organizations, default: 'all' });

export const organizationFieldsAll = [organizationsAll, ...organizationChoices] as const;

/** All by default. Version 1 of the node had one by default. */
export const organizationFieldsAllNow = [
	forVersions([1], organizations),
	forVersions([1.1], organizationsAll),
	...organizationChoices,
] as const;
