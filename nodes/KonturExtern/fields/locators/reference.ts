import { field, locator, omit } from '../../../shared/catalog';
import { controlUnitSearch, formSearch, handbookSearch, reportFormSearch } from '../../api/searches';

export const controlUnitCode = locator({
	name: 'code',
	displayName: 'Authority',
	description: 'An office of an authority that accepts documents',
	placeholder: '0087',
	listSearch: controlUnitSearch,
});

const form = locator({
	name: 'knd',
	displayName: 'Form (KND)',
	description: 'A tax form. Leave empty for all forms.',
	placeholder: '1151006',
	listSearch: formSearch,
});

export const knd = field(omit(form, 'required'));

export const handbookType = locator({
	name: 'handbookType',
	displayName: 'Code List',
	description: 'The list to retrieve. Lists of the Interior Ministry (MVD) are for its notifications.',
	placeholder: 'mvd-citizenship',
	listSearch: handbookSearch,
});

export const formId = locator({
	name: 'formId',
	displayName: 'Form',
	description: 'A report form of the organization',
	placeholder: '101',
	listSearch: reportFormSearch,
});
