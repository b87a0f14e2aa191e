import { booleanField, field, limit, options, returnAll, runOperation } from '../../../shared/catalog';
import { listAll } from '../../../shared/transport';
import { accountId, docflowFilters, docflowId, dryRun, senderIpAddress } from '../../fields';
import { answerDocflow, answerDocflows, answerRoutes } from '../../jobs/reply';
import { docflowQuery } from './query';
import { docflowShape } from '../../api/types';

const ofMany = { show: { answerFor: ['many'] } } as const;

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
		options([
			booleanField({
				displayName: 'Accept Demands',
				name: 'acceptDemands',
				description:
					'Whether to accept demands from the tax office in which Kontur finds no faults. Acceptance starts the deadline to reply. If off, only the receipt is sent and a human decides.',
			}),
			dryRun,
		]),
	],
	certificate: true,
	calls: () => ['GET /v1/{accountId}/docflows', ...answerRoutes],
	run: async (context) => {
		const { params, client, openKeyPair, timeZone } = context;
		const settings = {
			senderIpAddress: params.senderIpAddress.trim(),
			acceptDemands: params.options.acceptDemands ?? false,
			dryRun: params.options.dryRun ?? false,
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
		return await answerDocflows(work, docflows, settings);
	},
});
