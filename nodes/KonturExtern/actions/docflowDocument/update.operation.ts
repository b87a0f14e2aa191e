import { dateField, field, runOperation, textField, toDay, updateFields } from '../../../shared/catalog';
import { commentFields, documentInDocflow } from '../../fields';
import { inDocflow } from '../../api/documentPlaces';
import { listOf } from '../../api/parameters';
import { commentPatch, labelPatch, labelsOf, requisite, sendPatch } from '../../api/patch';
import { docflowDocumentShape } from '../../api/types';

export const update = runOperation({
	name: 'Update',
	value: 'update',
	action: 'Update a document in a document flow',
	description: "Change the notes on a demand's file: comment, labels, assignee and status",
	fields: [
		...documentInDocflow,
		updateFields([
			textField({
				displayName: 'Assignee ID',
				name: 'assigneeId',
				description:
					'The person responsible, from Document Flow: Get Demand Assignees. Kontur notifies them by email.',
			}),
			...commentFields('Shown next to the demand in Kontur'),
			dateField({
				displayName: 'Demand Date',
				name: 'demandDate',
				description: 'Date on the demand. A calendar date, sent as entered.',
			}),
			textField({
				displayName: 'Demand Number',
				name: 'demandNumber',
				description: 'The number on the demand',
			}),
			field({
				displayName: 'Demand Status',
				name: 'demandStatus',
				type: 'options',
				default: 'done',
				description: 'Whether the demand is still being processed',
				options: [
					{ name: 'Done', value: 'done' },
					{ name: 'In Progress', value: 'in-progress' },
				],
			}),
			textField({
				displayName: 'Labels',
				name: 'labels',
				placeholder: 'urgent, chief accountant',
				description: 'The new labels of the document, separated by commas. Leave empty to remove all.',
			}),
		]),
	],
	calls: () => [inDocflow.reads, `PATCH ${inDocflow.document}`],
	run: async ({ params, client }) => {
		const {
			comment,
			commentColor: color,
			labels,
			demandNumber,
			demandDate,
			demandStatus,
			assigneeId,
		} = params.updateFields;
		const assignee = assigneeId?.trim();
		const present = labels === undefined ? [] : labelsOf(await inDocflow.readDocument(client, params));
		const patch = [
			...commentPatch(comment, color),
			...requisite('demand-number', demandNumber?.trim()),
			...requisite('demand-date', toDay(demandDate)),
			...requisite('demand-status', demandStatus),
			...requisite('assignees', assignee ? [{ id: assignee }] : undefined),
			...labelPatch(present, listOf(labels)),
		];
		return {
			json: await sendPatch(client, { path: inDocflow.document, shape: docflowDocumentShape }, params, patch),
		};
	},
});
