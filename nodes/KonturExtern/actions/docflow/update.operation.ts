import { runOperation, textField, updateFields } from '../../../shared/catalog';
import { docflowPath } from '../../api/routes';
import { accountId, commentFields, docflowId } from '../../fields';
import { commentPatch, requisite, sendPatch } from '../../api/patch';
import { simplifyDocflow } from './simplify';

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a document flow',
	description: 'Comment on a document flow, or move a letter of the tax office to the demands',
	fields: [
		accountId,
		docflowId,
		updateFields([
			...commentFields('Not for demands, whose comments belong to the document'),
			textField({
				displayName: 'Demand KND',
				name: 'demandKnd',
				placeholder: '1160075',
				description:
					'Form code of a demand, 7 digits. Moves a letter of the tax office (fns534-cu-letter) to the demands.',
			}),
		]),
	],
	calls: [`PATCH ${docflowPath}`],
	run: async ({ params, client }) => {
		const { comment, commentColor: color, demandKnd } = params.updateFields;
		const patch = [...commentPatch(comment, color), ...requisite('demand-knd', demandKnd?.trim())];
		return {
			json: await sendPatch(client, docflowPath, params, patch),
		};
	},
	simplify: simplifyDocflow,
});
