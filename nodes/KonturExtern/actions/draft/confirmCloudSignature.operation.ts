import { requestOperation } from '../../../shared/catalog';
import { accountId, confirmationFields, draftId } from '../../fields';
import { draftPath } from '../../api/routes';
import { cloudSignedShape } from '../../api/types';

export const confirmCloudSignature = requestOperation({
	name: 'Confirm Cloud Signature',
	value: 'confirmCloudSignature',
	action: 'Confirm the cloud signature of a draft',
	description: 'Submit the code from the SMS; Kontur then signs the documents',
	fields: [accountId, draftId, ...confirmationFields],
	http: {
		method: 'POST',
		path: `${draftPath}/cloud-sign-confirm`,
		query: ({ requestId, code }) => ({ requestId: requestId.trim(), code: code.trim() }),
		shape: cloudSignedShape,
	},
});
