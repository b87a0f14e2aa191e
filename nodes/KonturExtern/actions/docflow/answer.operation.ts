import type { IDataObject } from 'n8n-workflow';
import { field, limit, returnAll, runOperation } from '../../../shared/catalog';
import { detailsOf, listAll } from '../../../shared/transport';
import { accountId, docflowFilters, docflowId, senderIpAddress } from '../../fields';
import { answerDocflow, answerRoutes } from '../../jobs/reply/answerDocflow';
import { docflowQuery } from './query';

const ofMany = { show: { answerFor: ['many'] } } as const;

export const answer = runOperation({
	name: 'Answer What Wants an Answer',
	value: 'answer',
	action: 'Answer document flows that want an answer',
	description:
		'Make, sign and send the receipts, read notices and read marks that document flows ask for, and say what a person has to do until when. This cannot be undone. Run again, it sends nothing twice.',
	fields: [
		accountId,
		field({
			displayName: 'Answer',
			name: 'answerFor',
			type: 'options',
			default: 'one',
			description: 'Whether to answer one document flow, or all that the filters find',
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
				'Only unfinished document flows are taken unless State says otherwise. Messages of the social fund (SEDO) and inventories are listed only when Types names them.',
		}),
		field({ ...returnAll, displayOptions: ofMany }),
		field({ ...limit, displayOptions: { show: { answerFor: ['many'], returnAll: [false] } } }),
		senderIpAddress,
		field({
			displayName: 'Accept Demands',
			name: 'acceptDemands',
			type: 'boolean',
			default: false,
			description:
				'Whether to accept demands of the tax office in which Kontur finds no faults. From then on the term to answer them runs. If off, the receipt alone is sent, and a person decides.',
		}),
		field({
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: false,
			description: 'Whether to only list what would be sent, without sending anything',
		}),
	],
	calls: ['GET /v1/{accountId}/docflows', ...answerRoutes],
	run: async (context) => {
		const { params, client, openKeyPair, timeZone, log } = context;
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
			},
			{ style: 'skipTake', items: 'docflows-page-item' },
			params.returnAll ? Infinity : params.limit,
		);
		const outputs: Array<{ json: IDataObject }> = [];
		for (const [index, { id, type, status }] of docflows.entries()) {
			log(`document flow ${index + 1} of ${docflows.length}`);
			const json = await answerDocflow(work, String(id), settings).catch((error: unknown): IDataObject => {
				// One that Kontur refuses must not keep the others from being answered.
				if (!(error instanceof Error) || ![400, 404, 409].includes(Number(detailsOf(error)?.status)))
					throw error;
				return { docflowId: id, type, status, failed: [{ error: error.message, ...detailsOf(error) }] };
			});
			outputs.push({ json });
		}
		return outputs;
	},
});
