import { field, textField } from '../../shared/catalog';

const inn = textField({
	displayName: 'INN',
	name: 'inn',
	placeholder: '7811223344',
	description: 'Taxpayer number: 10 digits for a company, 12 for an individual',
});

const kpp = textField({
	displayName: 'KPP',
	name: 'kpp',
	placeholder: '781101001',
	description: 'Nine digits; leave empty for an entrepreneur',
});

export const organizationName = textField({
	displayName: 'Organization Name',
	name: 'organizationName',
	required: true,
	placeholder: 'ООО Ромашка',
});

export const organizationFields = [field({ ...inn, required: true }), kpp, organizationName] as const;
