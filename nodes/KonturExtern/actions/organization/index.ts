import { externResource } from '../standing';
import { authorizeGosuslugi } from './authorizeGosuslugi.operation';
import { create } from './create.operation';
import { deleteOrganization } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { searchSubscriptions } from './searchSubscriptions.operation';
import { update } from './update.operation';
import { updateSigner } from './updateSigner.operation';

export const organization = externResource({
	name: 'Organization',
	value: 'organization',
	advanced: [
		get,
		getMany,
		create,
		update,
		deleteOrganization,
		updateSigner,
		searchSubscriptions,
		authorizeGosuslugi,
	],
});
