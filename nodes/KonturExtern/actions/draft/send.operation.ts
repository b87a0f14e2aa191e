import { options, runOperation } from '../../../shared/catalog';
import { accountId, draftId, ignoreFundWarnings, timeout, waitForCompletion } from '../../fields';
import { sendDraft, sendRoutes, startSending } from '../../jobs/draft/sendDraft';
import { simplifySent } from '../docflow/simplify';

export const send = runOperation({
	name: 'Send',
	value: 'send',
	action: 'Send a draft',
	description:
		'Send the documents to the authority. This cannot be undone. Safe to run again: it returns the same document flow and never sends twice.',
	fields: [accountId, draftId, waitForCompletion, timeout, options([ignoreFundWarnings])],
	calls: sendRoutes,
	run: async ({ params, client, log }) => {
		const ids = { accountId: params.accountId, draftId: params.draftId };
		const options = { force: params.options.force ?? false, seconds: params.timeout, log };
		if (!params.waitForCompletion) {
			const state = await startSending(client, ids, options);
			return 'sent' in state
				? { json: { ...ids, docflowId: state.sent, alreadySent: true } }
				: { json: { ...ids, taskId: state.running.id, ...state.running } };
		}
		const { docflow, alreadySent } = await sendDraft(client, ids, options);
		return { json: { ...ids, docflowId: docflow.id, alreadySent, ...docflow } };
	},
	simplify: simplifySent,
});
