import { requestOperation } from '../../../shared/catalog';
import { confirmationFields, documentInInventory } from '../../fields';
import { inInventory } from '../../api/documentPlaces';
import { nothing } from '../../../shared/transport';

export const confirmCloudDecryption = requestOperation({
	name: 'Confirm Cloud Decryption',
	value: 'confirmCloudDecryption',
	action: 'Confirm cloud decryption of a document in an inventory',
	description: 'Submit the code from the SMS; Kontur then decrypts the document',
	fields: [...documentInInventory, ...confirmationFields],
	http: {
		method: 'POST',
		path: `${inInventory.document}/confirm-content-decryption`,
		query: ({ requestId, code }) => ({ requestId: requestId.trim(), code: code.trim() }),
		shape: nothing,
	},
});
