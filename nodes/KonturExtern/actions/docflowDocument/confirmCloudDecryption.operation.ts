import { runOperation } from '../../../shared/catalog';
import { confirmationFields, documentInDocflow } from '../../fields';
import { confirm } from '../../jobs/document/cloud';
import { inDocflow } from '../../api/documentPlaces';

export const confirmCloudDecryption = runOperation({
	name: 'Confirm Cloud Decryption',
	value: 'confirmCloudDecryption',
	action: 'Confirm cloud decryption of a document of a document flow',
	description: 'Submit the code from the SMS; Kontur then decrypts the document',
	fields: [...documentInDocflow, ...confirmationFields],
	calls: [`POST ${inDocflow.document}/confirm-content-decryption`],
	run: async (context) => await confirm(context, `${inDocflow.document}/confirm-content-decryption`),
});
