import { options, runOperation } from '../../../shared/catalog';
import { accountId, draftId, ignoreFundWarnings, timeout, waitForCompletion } from '../../fields';
import { runDraft, sendRoutes } from '../../jobs/draft';
import { simplifySent } from '../docflow/simplify';

export const send = runOperation({
	name: 'Send',
	value: 'send',
	action: 'Send a draft',
	description:
		'Send the documents to the authority. This cannot be undone. Safe to run again: it returns the same document flow and never sends twice.',
	fields: [accountId, draftId, waitForCompletion, timeout, options([ignoreFundWarnings])],
	calls: () => sendRoutes,
	run: async ({ params, client, log }) => {
		const ids = { accountId: params.accountId, draftId: params.draftId };
		const { sending, docflow, alreadySent } = await runDraft({
			client,
			ids,
			plan: [params.waitForCompletion ? 'send' : 'start'],
			force: params.options.force,
			left: () => params.timeout,
			log,
		});
		if (docflow) return { json: { ...ids, docflowId: docflow.id, alreadySent, ...docflow } };
		return sending && 'running' in sending
			? { json: { ...ids, taskId: sending.running.id, ...sending.running } }
			: {
					json: {
						...ids,
						docflowId: sending && 'sent' in sending ? sending.sent : undefined,
						alreadySent: true,
					},
				};
	},
	simplify: simplifySent,
});
