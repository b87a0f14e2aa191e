import { requestOperation } from '../../../shared/catalog';
import { confirmationFields, documentInDocflow, replyId } from '../../fields';
import { pfrReplyPath } from '../../api/routes';
import { cloudSignedShape } from '../../api/types';

export const confirmCloudSignature = requestOperation({
	name: 'Confirm Cloud Signature',
	value: 'confirmCloudSignature',
	action: 'Confirm the cloud signature of a reply to the pension fund',
	description: 'Submit the code from the SMS; Kontur then signs the reply',
	fields: [...documentInDocflow, replyId, ...confirmationFields],
	http: {
		method: 'POST',
		path: `${pfrReplyPath}/cloud-sign-confirm`,
		query: ({ requestId, code }) => ({ requestId: requestId.trim(), code: code.trim() }),
		shape: cloudSignedShape,
	},
});
