import { UserError } from 'n8n-workflow';
import { options, runOperation } from '../../../shared/catalog';
import { accountId, draftId, signingOptions } from '../../fields';
import { signDraft, signDraftRoutes } from '../../jobs/draft/signDraft';

export const sign = runOperation({
	name: 'Sign',
	value: 'sign',
	action: 'Sign the documents of a draft',
	description:
		'Sign all documents of a draft inside n8n with your certificate, such as those that Kontur has built. The social fund (SFR) requires Draft: Check first. Running it again replaces its own signatures.',
	fields: [accountId, draftId, options(signingOptions)],
	certificate: true,
	calls: signDraftRoutes,
	run: async ({ params, client, openKeyPair }) => {
		const ids = { accountId: params.accountId, draftId: params.draftId };
		const { kind = 'automatic', byteOrder = 'big-endian' } = params.options;
		const documents = await signDraft(client, ids, openKeyPair, { kind, byteOrder });
		if (documents?.length === 0) {
			throw new UserError('The draft has no documents to sign. Add them with Draft Document: Add.');
		}
		return { json: { ...ids, alreadySent: documents === undefined, documents: documents ?? [] } };
	},
});
