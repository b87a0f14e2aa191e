import { requestOperation } from '../../../shared/catalog';
import { accountId, draftId } from '../../fields';

export const createWebDraft = requestOperation({
	name: 'Create Web Draft',
	value: 'createWebDraft',
	action: 'Hand a draft over to the web interface',
	description:
		'Copy a draft to the web interface, to be finished and sent there. This cannot be undone: the draft is locked here. Signatures and powers of attorney are not copied.',
	fields: [accountId, draftId],
	http: { method: 'POST', path: '/v1/{accountId}/drafts/{draftId}/create-web-draft', mayBeEmpty: true },
	// The documentation speaks of a link and does not show it: a bare address is told from an object.
	transform: (answer: unknown, params) => ({
		draftId: params.draftId,
		...(typeof answer === 'string' ? { href: answer.replace(/^"|"$/g, '') } : (answer as object)),
	}),
});
