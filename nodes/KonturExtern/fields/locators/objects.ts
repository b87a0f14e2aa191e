import { locator } from '../../../shared/catalog';
import { accountByInn, organizationByInn } from '../../api/parties';
import { accountSearch, docflowSearch, draftSearch, organizationSearch } from '../../api/searches';

export const accountId = locator({
	name: 'accountId',
	displayName: 'Account',
	description: 'The Kontur.Extern account to work in',
	placeholder: '1f0c7f0a-6f3b-4a55-8f7e-0d4a5f2c1b90',
	listSearch: accountSearch,
	byInn: accountByInn,
});

export const organizationId = locator({
	name: 'organizationId',
	displayName: 'Organization',
	description: 'An organization of the account',
	placeholder: '493f8a1e-0b7d-4c57-8d3a-6c2f1e0d9b87',
	listSearch: organizationSearch,
	byInn: organizationByInn,
});

export const draftId = locator({
	name: 'draftId',
	displayName: 'Draft',
	description: 'A draft of the account',
	placeholder: '57a3d0f4-7b1c-4a2e-9d3f-5e6a7b8c9d0e',
	listSearch: draftSearch,
});

export const docflowId = locator({
	name: 'docflowId',
	displayName: 'Document Flow',
	description: 'A document flow (docflow) of the account: documents sent or received, with the responses',
	placeholder: '351b7c2e-8d1f-4a6b-9c3d-2e1f0a9b8c7d',
	listSearch: docflowSearch,
});
