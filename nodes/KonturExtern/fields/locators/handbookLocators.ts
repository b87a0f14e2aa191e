import { field, locator, searchBySkip, searchWhole } from '../../../shared/catalog';
import { label, text } from './locators';

export const controlUnitCode = locator({
	name: 'code',
	displayName: 'Authority',
	description: 'The office of an authority that takes documents',
	placeholder: '0087',
	listSearch: {
		method: 'searchControlUnits',
		search: async (client, _parameter, filter, page) =>
			await searchBySkip(
				client,
				{ method: 'GET', path: '/v1/handbooks/control-units' },
				'control-units',
				(unit) => ({ name: label(unit.code, unit.name, unit.type), value: text(unit.code) }),
				filter,
				page,
			),
	},
});

const { required: _required, ...anyForm } = locator({
	name: 'knd',
	displayName: 'Form (KND)',
	description: 'Code of a tax form. Empty means all forms.',
	placeholder: '1151006',
	listSearch: {
		method: 'searchForms',
		search: async (client, _parameter, filter, page) => {
			const found = await searchBySkip(
				client,
				{
					method: 'GET',
					path: '/v1/handbooks/fns-forms',
					// A whole code is the one thing that Kontur can search for.
					query: { knd: /^\s*(\d{7})\s*$/.exec(filter ?? '')?.[1] },
				},
				'fns-forms',
				(form) => ({ name: label(form.knd, form.name), value: text(form.knd) }),
				filter,
				page,
			);
			// A form stands there once for each version of its format.
			const results = [...new Map(found.results.map((form) => [form.value, form])).values()];
			return { ...found, results };
		},
	},
});

export const knd = field(anyForm);

const handbooks = [
	['mvd-citizenship', 'Citizenship'],
	['mvd-professions-speciality', 'Professions'],
	['mvd-regions-rf', 'Regions'],
	['mvd-work-permits', 'Foreigners Who Need No Work Permit'],
	['mvd-employer-status', 'Employer Status by Contract'],
	['mvd-hqs-employer-status', 'Employer Status for Highly Qualified Specialists'],
	['mvd-okved', 'Kinds of Activity (OKVED)'],
	['mvd-labor-migration-documents', 'Labor Migration Documents'],
	['mvd-foreign-citizen-identity-documents', 'Identity Documents of Foreigners'],
	['mvd-employment-contracts-type', 'Kinds of Employment Contract'],
].map(([code, name]) => ({ code, name }));

export const handbookType = locator({
	name: 'handbookType',
	displayName: 'Handbook',
	description:
		'The list of codes to retrieve. Those of the Interior Ministry (MVD) are for its notifications.',
	placeholder: 'mvd-citizenship',
	listSearch: {
		method: 'searchHandbooks',
		search: async (_client, _parameter, filter) =>
			searchWhole(handbooks, ({ code, name }) => ({ name: text(name), value: text(code) }), filter),
	},
});

export const formId = locator({
	name: 'formId',
	displayName: 'Form',
	description: 'A report form of the organization',
	placeholder: '101',
	listSearch: {
		method: 'searchReportForms',
		search: async (client, parameter, filter) => {
			const { body } = await client.request({
				method: 'GET',
				path: '/v1/{accountId}/reports-tables/{organizationId}/forms',
				pathValues: { accountId: parameter('accountId'), organizationId: parameter('organizationId') },
			});
			const forms = Array.isArray(body.forms) ? (body.forms as Array<Record<string, string | number>>) : [];
			return searchWhole(
				forms,
				(form) => ({
					name: label(form['form-short-name'], form.knd, form.okud),
					value: String(form['form-id']),
				}),
				filter,
			);
		},
	},
});
