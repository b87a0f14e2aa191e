import { requestOperation } from '../../../shared/catalog';
import { confirmationFields, documentInDocflow } from '../../fields';
import { inDocflow } from '../../api/documentPlaces';
import { nothing } from '../../../shared/transport';

export const confirmCloudDecryption = requestOperation({
	name: 'Confirm Cloud Decryption',
	value: 'confirmCloudDecryption',
	action: 'Confirm cloud decryption of a document in a document flow',
	description: 'Submit the code from the SMS; Kontur then decrypts the document',
	fields: [...documentInDocflow, ...confirmationFields],
	http: {
		method: 'POST',
		path: `${inDocflow.document}/confirm-content-decryption`,
		query: ({ requestId, code }) => ({ requestId: requestId.trim(), code: code.trim() }),
		shape: nothing,
	},
});
