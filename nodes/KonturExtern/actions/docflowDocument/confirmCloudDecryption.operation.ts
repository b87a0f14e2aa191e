import { runOperation } from '../../../shared/catalog';
import { confirmationFields } from '../../descriptions/cloudFields';
import { accountId, docflowId } from '../../descriptions/locators';
import { documentOfDocflow } from '../../descriptions/partLocators';
import { confirm } from '../../steps/cloud';
import { inDocflow } from '../../steps/documentPlaces';

export const confirmCloudDecryption = runOperation({
	name: 'Confirm Cloud Decryption',
	value: 'confirmCloudDecryption',
	action: 'Confirm decrypting a document of a document flow in the cloud',
	description: 'Pass on the code from the SMS; the document is decrypted then',
	fields: [accountId, docflowId, documentOfDocflow, ...confirmationFields],
	calls: [`POST ${inDocflow.document}/confirm-content-decryption`],
	run: async (context) => await confirm(context, `${inDocflow.document}/confirm-content-decryption`),
});
