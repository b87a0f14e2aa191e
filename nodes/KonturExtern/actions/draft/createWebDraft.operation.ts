import { requestOperation } from '../../../shared/catalog';
import { accountId, draftId } from '../../fields';
import { draftPath } from '../../api/routes';
import { nothing } from '../../../shared/transport';

export const createWebDraft = requestOperation({
	name: 'Create Web Draft',
	value: 'createWebDraft',
	action: 'Copy a draft to the web interface',
	description:
		'Copy a draft to the web interface to sign and send it there, for workflows that cannot sign: a draft needs no sender certificate for this. This cannot be undone: the original is locked. Signatures and powers of attorney are not copied.',
	fields: [accountId, draftId],
	http: { method: 'POST', path: `${draftPath}/create-web-draft`, shape: nothing },
	// The documentation mentions a link but shows no response: it may be the link itself or an object.
	transform: (answer: unknown, params) => ({
		draftId: params.draftId,
		...(typeof answer === 'string' ? { href: answer.replace(/^"|"$/g, '') } : (answer as object)),
	}),
});
