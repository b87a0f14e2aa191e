import { UserError } from 'n8n-workflow';
import { options, runOperation } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { accountId, draftId, signingOptions } from '../../fields';
import { signDraft, signDraftRoutes } from '../../jobs/draft';

export const sign = runOperation({
	name: 'Sign',
	value: 'sign',
	action: 'Sign the documents in a draft',
	description:
		'Sign all documents in a draft inside n8n with your certificate, including those that Kontur built. Reports to the social fund (SFR) require Draft: Check first. Running it again replaces its own signatures.',
	fields: [accountId, draftId, options(signingOptions)],
	certificate: true,
	calls: () => signDraftRoutes,
	run: async (context) => {
		const { accountId: account, draftId: draft, options } = context.params;
		const ids = { accountId: account, draftId: draft };
		const documents = await signDraft(context, ids, options);
		if (documents?.length === 0) {
			throw new UserError(t`The draft has no documents to sign. Add them with Draft Document: Add.`);
		}
		return { json: { ...ids, alreadySent: documents === undefined, documents: documents ?? [] } };
	},
});
