import { runOperation, textField, updateFields } from '../../../shared/catalog';
import { docflowPath } from '../../api/routes';
import { accountId, commentFields, docflowId } from '../../fields';
import { commentPatch, requisite, sendPatch } from '../../api/patch';
import { simplifyDocflow } from './simplify';
import { wholeDocflowShape } from '../../api/types';

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a document flow',
	description: 'Comment on a document flow, or reclassify a letter from the tax office as a demand',
	fields: [
		accountId,
		docflowId,
		updateFields([
			...commentFields('Not for demands: comment on their document instead'),
			textField({
				displayName: 'Demand KND',
				name: 'demandKnd',
				placeholder: '1160075',
				description:
					'Form code of a demand, 7 digits. Reclassifies a letter from the tax office (fns534-cu-letter) as a demand.',
			}),
		]),
	],
	calls: () => [`PATCH ${docflowPath}`],
	run: async ({ params, client }) => {
		const { comment, commentColor: color, demandKnd } = params.updateFields;
		const patch = [...commentPatch(comment, color), ...requisite('demand-knd', demandKnd?.trim())];
		return {
			json: await sendPatch(client, { path: docflowPath, shape: wholeDocflowShape }, params, patch),
		};
	},
	simplify: simplifyDocflow,
});
