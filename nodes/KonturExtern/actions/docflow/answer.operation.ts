import type { IDataObject } from 'n8n-workflow';
import {
	booleanField,
	field,
	limit,
	returnAll,
	runOperation,
	type OperationContext,
} from '../../../shared/catalog';
import { detailsOf, isRefusedWith, isTransient, listAll } from '../../../shared/transport';
import { accountId, docflowFilters, docflowId, dryRun, senderIpAddress } from '../../fields';
import { answerDocflow, answerRoutes, type AnswerSettings } from '../../jobs/reply';
import { docflowQuery } from './query';
import { docflowShape, type Docflow } from '../../api/types';

const ofMany = { show: { answerFor: ['many'] } } as const;

type Work = Parameters<typeof answerDocflow>[0] & Pick<OperationContext<unknown>, 'note'>;

/**
 * Answers document flows one after the other. One that fails does not take the results of the others; when Kontur fails
 * twice in a row, the rest is left to the next run.
 * @throws the first error when none could be processed
 */
async function answerAll(
	work: Work,
	docflows: Docflow[],
	settings: AnswerSettings,
): Promise<Array<{ json: IDataObject }>> {
	const outputs: Array<{ json: IDataObject }> = [];
	const failures: Error[] = [];
	let wasDown = false;
	for (const [index, { id, type, status }] of docflows.entries()) {
		work.log(`document flow ${index + 1} of ${docflows.length}`);
		const failure = await answerDocflow(work, String(id), settings).then(
			(json) => void outputs.push({ json }),
			(error: unknown) => error,
		);
		const isDown = isTransient(failure);
		if (failure !== undefined) {
			if (!(failure instanceof Error) || !(isDown || isRefusedWith(failure, 400, 404, 409))) throw failure;
			if (isDown) failures.push(failure);
			const failed = [{ error: failure.message, ...detailsOf(failure) }];
			outputs.push({ json: { docflowId: id, type, status, failed } });
		}
		if (isDown && wasDown) break;
		wasDown = isDown;
	}
	if (failures.length > 0 && failures.length === outputs.length) throw failures[0];
	const left = docflows.length - outputs.length;
	if (left > 0) {
		work.note(
			`Stopped because Kontur keeps failing: ${left} of ${docflows.length} document flows were not processed. Run the node again later; nothing is sent twice.`,
		);
	}
	return outputs;
}

export const answer = runOperation({
	name: 'Send Confirmations',
	value: 'answer',
	action: 'Send confirmations for document flows',
	description:
		'Generate, sign and send the confirmations that document flows require (receipts, read notices and read marks), and list what needs a human and by when. This cannot be undone. Safe to run again: it sends nothing twice.',
	fields: [
		accountId,
		field({
			displayName: 'Document Flows',
			name: 'answerFor',
			type: 'options',
			default: 'one',
			description: 'Whether to process one document flow, or all that match the filters',
			options: [
				{ name: 'All Open Document Flows', value: 'many' },
				{ name: 'One Document Flow', value: 'one' },
			],
		}),
		field({ ...docflowId, displayOptions: { show: { answerFor: ['one'] } } }),
		field({
			...docflowFilters,
			displayOptions: ofMany,
			description:
				'Only unfinished document flows are processed unless State is set. Messages from the social fund (SEDO) and inventories are included only if Document Flow Types names them.',
		}),
		field({ ...returnAll, displayOptions: ofMany }),
		field({ ...limit, displayOptions: { show: { answerFor: ['many'], returnAll: [false] } } }),
		senderIpAddress,
		booleanField({
			displayName: 'Accept Demands',
			name: 'acceptDemands',
			description:
				'Whether to accept demands from the tax office in which Kontur finds no faults. Acceptance starts the deadline to reply. If off, only the receipt is sent and a human decides.',
		}),
		dryRun,
	],
	certificate: true,
	calls: ['GET /v1/{accountId}/docflows', ...answerRoutes],
	run: async (context) => {
		const { params, client, openKeyPair, timeZone } = context;
		const settings = {
			senderIpAddress: params.senderIpAddress.trim(),
			acceptDemands: params.acceptDemands,
			dryRun: params.dryRun,
		};
		let opened: ReturnType<typeof openKeyPair> | undefined;
		const work = { ...context, keyPair: async () => await (opened ??= openKeyPair()) };
		if (params.answerFor === 'one') {
			return { json: await answerDocflow(work, params.docflowId, settings) };
		}
		const query = docflowQuery(params, { timeZone });
		const docflows = await listAll(
			client,
			{
				method: 'GET',
				path: '/v1/{accountId}/docflows',
				pathValues: params,
				query: { ...query, finished: query.finished ?? false },
				element: docflowShape,
			},
			{ style: 'skipTake', items: 'docflows-page-item' },
			params.returnAll ? Infinity : params.limit,
		);
		return await answerAll(work, docflows, settings);
	},
});
