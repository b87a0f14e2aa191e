import { OperationalError, UserError, type IDataObject } from 'n8n-workflow';
import { field, options, runOperation, textField } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { accountId, docflowId, waitAtMost } from '../../fields';
import { inDocflow } from '../../api/documentPlaces';
import { listOf } from '../../api/parameters';
import { lastPart } from '../../api/urns';
import { waitForDocflow } from '../../api/waitForDocflow';
import { simplifyDocflow } from './simplify';

export const wait = runOperation({
	name: 'Wait for Status',
	value: 'wait',
	action: 'Wait for a status of a document flow',
	description:
		'Wait until a document flow reaches one of the chosen statuses or success states. Stops early when the document flow finishes, because nothing more will happen.',
	fields: [
		accountId,
		docflowId,
		field({
			displayName: 'Statuses',
			name: 'statuses',
			type: 'multiOptions',
			default: ['finished'],
			options: [
				{ name: 'Any: Finished', value: 'finished', description: 'No further exchange is expected' },
				{
					name: 'Any: Response Arrived',
					value: 'response-arrived',
					description:
						'The authority has responded; for the social fund, the requested documents have arrived',
				},
				{
					name: 'Incoming: Arrived',
					value: 'arrived',
					description: 'You have sent the receipt for a demand, or requested documents from the social fund',
				},
				{
					name: 'Incoming: Processed',
					value: 'processed',
					description: 'You have accepted or declined a demand, or sent the read mark to the social fund',
				},
				{ name: 'Incoming: Received', value: 'received', description: 'It has arrived and can be read' },
				{ name: 'Outgoing: Delivered', value: 'delivered', description: 'The authority has received it' },
				{
					name: 'Outgoing: Response Processed',
					value: 'response-processed',
					description: 'You have sent the receipt for an acceptance or rejection',
				},
				{ name: 'Outgoing: Sent', value: 'sent' },
			],
			description:
				'The wait ends at the first match. Choose every acceptable status, because one can come and go between two checks. Letters to the tax office never finish.',
		}),
		field({
			displayName: 'Success States',
			name: 'successStates',
			type: 'multiOptions',
			default: [],
			options: [
				{ name: 'Failed', value: 'failed', description: 'Rejected, or could not be processed' },
				{ name: 'Successful', value: 'successful', description: 'Accepted by the authority' },
				{ name: 'Warning', value: 'warning', description: 'Accepted, but a clarification is required' },
			],
			description: "The authority's decision. The wait ends at the first match, whatever the status.",
		}),
		options([
			field({
				displayName: 'If the Status Is Not Reached',
				name: 'whenNotReached',
				type: 'options',
				default: 'error',
				description: 'What to do when time runs out or the document flow finishes',
				options: [
					{ name: 'Fail', value: 'error' },
					{
						name: 'Return the Document Flow',
						value: 'output',
						description: 'The output has "reached": false',
					},
				],
			}),
			textField({
				displayName: 'Other Statuses',
				name: 'furtherStatuses',
				placeholder: 'response-arrived, urn:docflow-state:warning',
				description:
					'Unlisted statuses or success states, separated by commas, with or without the URN prefix',
			}),
			waitAtMost,
		]),
	],
	calls: () => [`GET ${inDocflow.docflow}`],
	run: async ({ params, client, log }) => {
		const { furtherStatuses, timeout = 900, whenNotReached } = params.options;
		const statuses: string[] = [...params.statuses];
		const states: string[] = [...params.successStates];
		const further = listOf(furtherStatuses).map(lastPart);
		const wanted = [...statuses, ...states, ...further];
		if (wanted.length === 0) throw new UserError(t`Choose what to wait for: a status or a success state.`);
		const isReached = (docflow: IDataObject) =>
			[...statuses, ...further].includes(lastPart(docflow.status)) ||
			[...states, ...further].includes(lastPart(docflow['success-state']));
		const { docflow, reached } = await waitForDocflow(client, params, {
			isReached,
			seconds: timeout,
			log,
		});
		if (reached || whenNotReached === 'output') return { json: { reached, ...docflow } };
		const now = lastPart(docflow.status);
		throw new OperationalError(
			now === 'finished'
				? t`The document flow finished (${lastPart(docflow['success-state'])}) without becoming ${wanted.join(t` or `)}.`
				: t`After ${timeout} seconds the document flow is ${now}, not ${wanted.join(t` or `)}. Run the node again, or increase Wait at Most.`,
		);
	},
	simplify: ({ reached, ...docflow }) => ({ reached, ...simplifyDocflow(docflow) }),
});
