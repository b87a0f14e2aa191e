import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId, documentOfDocflow, replyId } from '../../fields';
import { pfrReplyPath } from '../../jobs/reply/pfrReplies';

export const signInCloud = requestOperation({
	name: 'Sign in Cloud',
	value: 'signInCloud',
	action: 'Sign a reply to the pension fund in the cloud',
	description:
		'Have a reply signed with a certificate that Kontur keeps in its cloud. Its owner may be asked by SMS or in the myDSS app: the first is answered with Confirm Cloud Signature, the second seen with Get Task.',
	fields: [accountId, docflowId, documentOfDocflow, replyId],
	http: { method: 'POST', path: `${pfrReplyPath}/cloud-sign` },
});
