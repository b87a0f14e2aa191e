import { requestOperation } from '../../../shared/catalog';
import { organizationFields } from '../../fields';
import { simplifyAccount } from './simplify';
import { accountShape } from '../../api/types';

export const create = requestOperation({
	name: 'Create',
	value: 'create',
	action: 'Create an account',
	description: 'Create an account for an organization. If it already has one, that account is returned.',
	fields: organizationFields,
	http: {
		method: 'POST',
		path: '/v1',
		body: ({ inn, kpp, organizationName }) => ({
			inn: inn.trim(),
			kpp: kpp.trim() || undefined,
			'organization-name': organizationName.trim(),
		}),
		// Kontur keeps one account per INN and KPP and returns it on every call (C# SDK, end-to-end test
		// `Should_not_create_the_same_org`).
		repeat: 'harmless',
		shape: accountShape,
	},
	simplify: simplifyAccount,
});
