import { externResource } from '../standing';
import { buildDocument } from './buildDocument.operation';
import { check } from './check.operation';
import { confirmCloudSignature } from './confirmCloudSignature.operation';
import { create } from './create.operation';
import { createWebDraft } from './createWebDraft.operation';
import { deleteDraft } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getMeta } from './getMeta.operation';
import { prepare } from './prepare.operation';
import { send } from './send.operation';
import { sign } from './sign.operation';
import { signInCloud } from './signInCloud.operation';
import { update } from './update.operation';
import { updateMeta } from './updateMeta.operation';

export const draft = externResource({
	name: 'Draft',
	value: 'draft',
	advanced: [
		get,
		getMany,
		create,
		getMeta,
		update,
		updateMeta,
		buildDocument,
		check,
		prepare,
		sign,
		signInCloud,
		confirmCloudSignature,
		send,
		createWebDraft,
		deleteDraft,
	],
});
