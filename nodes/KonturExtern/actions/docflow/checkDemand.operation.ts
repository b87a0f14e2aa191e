import { field, requestOperation, textField } from '../../../shared/catalog';
import { docflowPath } from '../../api/routes';
import { accountId, docflowId } from '../../fields';
import { demandCheckShape } from '../../api/types';

export const checkDemand = requestOperation({
	name: 'Check Demand',
	value: 'checkDemand',
	action: 'Check a demand',
	description:
		'Check a demand from the tax office for faults before accepting or declining it. The output names the appropriate reply and the decline codes.',
	fields: [
		accountId,
		docflowId,
		textField({
			displayName: 'Demand Content ID',
			name: 'demandContentId',
			placeholder: '1816f0a2-3b4c-4d5e-8f60-718293a4b5c6',
			description:
				'The decrypted main file (fns534-demand), uploaded with Content: Upload. Leave empty if the document already has it.',
		}),
		field({
			displayName: 'Attachments',
			name: 'attachments',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Attachment',
			default: {},
			description: 'Decrypted attachments that Kontur does not have yet',
			options: [
				{
					displayName: 'Attachment',
					name: 'attachment',
					values: [
						textField({
							displayName: 'Document ID',
							name: 'documentId',
							description: 'ID of the attachment in the document flow',
						}),
						textField({
							displayName: 'Content ID',
							name: 'contentId',
							description: 'ID of its decrypted file, uploaded with Content: Upload',
						}),
					],
				},
			],
		}),
	],
	http: {
		method: 'POST',
		path: `${docflowPath}/check-demand`,
		body: ({ demandContentId, attachments }) => ({
			'decrypted-demand-content-id': demandContentId.trim() || undefined,
			'decrypted-attachments': (attachments.attachment ?? []).map(({ documentId, contentId }) => ({
				id: documentId.trim(),
				'content-id': contentId.trim(),
			})),
		}),
		repeat: 'harmless',
		shape: demandCheckShape,
	},
});
