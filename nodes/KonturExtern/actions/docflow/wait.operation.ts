import { OperationalError, UserError, type IDataObject } from 'n8n-workflow';
import { field, runOperation } from '../../../shared/catalog';
import { accountId, docflowId, waitAtMost } from '../../fields';
import { listOf } from '../../api/parameters';
import { inDocflow } from '../../api/documentPlaces';
import { lastPart, waitForDocflow } from '../../api/waitForDocflow';
import { simplifyDocflow } from './simplify';

export const wait = runOperation({
	name: 'Wait for Status',
	value: 'wait',
	action: 'Wait for a status of a document flow',
	description:
		'Look at a document flow until it has one of the chosen statuses or success states. Stops early when the document flow is finished, because nothing comes after that.',
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
					description: 'The answer of the authority has come; of the social fund, the documents asked for',
				},
				{
					name: 'Incoming: Arrived',
					value: 'arrived',
					description: 'You have sent the receipt for a demand, or asked the social fund for documents',
				},
				{
					name: 'Incoming: Processed',
					value: 'processed',
					description: 'You have accepted or declined a demand, or sent the read mark to the social fund',
				},
				{ name: 'Incoming: Received', value: 'received', description: 'It has come in and can be read' },
				{ name: 'Outgoing: Delivered', value: 'delivered', description: 'The authority has got it' },
				{
					name: 'Outgoing: Response Processed',
					value: 'response-processed',
					description: 'You have sent the receipt for an acceptance or refusal',
				},
				{ name: 'Outgoing: Sent', value: 'sent' },
			],
			description:
				'Any one of them ends the wait. Choose every status that will do: one can pass between two looks. Letters to the tax office never finish.',
		}),
		field({
			displayName: 'Success States',
			name: 'successStates',
			type: 'multiOptions',
			default: [],
			options: [
				{ name: 'Failed', value: 'failed', description: 'Refused, or could not be processed' },
				{ name: 'Successful', value: 'successful', description: 'Accepted by the authority' },
				{ name: 'Warning', value: 'warning', description: 'Accepted, but a clarification is asked for' },
			],
			description: 'How the authority took it. Any one of them ends the wait, whatever the status.',
		}),
		waitAtMost,
		field({
			displayName: 'When the Status Is Not Reached',
			name: 'whenNotReached',
			type: 'options',
			default: 'error',
			description: 'What happens when the time is over or the document flow is finished',
			options: [
				{ name: 'Fail', value: 'error' },
				{
					name: 'Return the Document Flow as It Is',
					value: 'output',
					description: 'The output says "reached": false',
				},
			],
		}),
		field({
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				field({
					displayName: 'Further Statuses',
					name: 'furtherStatuses',
					type: 'string',
					default: '',
					placeholder: 'response-arrived, urn:docflow-state:warning',
					description:
						'Statuses or success states that are not in the lists above, separated by commas, with or without their URN',
				}),
			],
		}),
	],
	calls: [`GET ${inDocflow.docflow}`],
	run: async ({ params, client, log }) => {
		const statuses: string[] = [...params.statuses];
		const states: string[] = [...params.successStates];
		const further = listOf(params.options.furtherStatuses).map(lastPart);
		const wanted = [...statuses, ...states, ...further];
		if (wanted.length === 0) throw new UserError('Choose what to wait for: a status or a success state.');
		const isReached = (docflow: IDataObject) =>
			[...statuses, ...further].includes(lastPart(docflow.status)) ||
			[...states, ...further].includes(lastPart(docflow['success-state']));
		const { docflow, reached } = await waitForDocflow(client, params, {
			isReached,
			seconds: params.timeout,
			log,
		});
		if (reached || params.whenNotReached === 'output') return { json: { reached, ...docflow } };
		const now = lastPart(docflow.status);
		throw new OperationalError(
			now === 'finished'
				? `The document flow is finished (${lastPart(docflow['success-state'])}) and never became ${wanted.join(' or ')}.`
				: `After ${params.timeout} seconds the document flow is ${now}, not ${wanted.join(' or ')}. Run the node again, or raise the time to wait.`,
		);
	},
	simplify: ({ reached, ...docflow }) => ({ reached, ...simplifyDocflow(docflow) }),
});
