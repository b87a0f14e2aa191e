import { requestOperation } from '../../../shared/catalog';
import { documentInDocflow, replyId } from '../../fields';
import { pfrReplyPath } from '../../api/routes';
import { cloudOperationShape } from '../../api/types';

export const signInCloud = requestOperation({
	name: 'Sign in Cloud',
	value: 'signInCloud',
	action: 'Sign a reply to the pension fund in the cloud',
	description:
		"Sign a reply with a certificate stored in Kontur's cloud. Its owner may have to confirm by SMS or in the myDSS app. Submit an SMS code with Confirm Cloud Signature; check an app confirmation with Get Task.",
	fields: [...documentInDocflow, replyId],
	http: { method: 'POST', path: `${pfrReplyPath}/cloud-sign`, shape: cloudOperationShape },
});
