import { runOperation } from '../../../shared/catalog';
import { certificateFields } from '../../descriptions/certificateFields';
import { unpackInCloud } from '../../descriptions/cloudFields';
import { accountId, docflowId } from '../../descriptions/locators';
import { documentOfDocflow } from '../../descriptions/partLocators';
import { decryptInCloud as decrypt } from '../../steps/cloud';
import { inDocflow } from '../../steps/documentPlaces';

export const decryptInCloud = runOperation({
	name: 'Decrypt in Cloud',
	value: 'decryptInCloud',
	action: 'Decrypt a document of a document flow in the cloud',
	description:
		'Have a document decrypted with a certificate that Kontur keeps in its cloud. Its owner is asked by SMS or in the myDSS app: the first is answered with Confirm Cloud Decryption, the second seen with Get Task.',
	fields: [accountId, docflowId, documentOfDocflow, ...certificateFields, unpackInCloud],
	calls: [`POST ${inDocflow.document}/decrypt-content`],
	run: async (context) => await decrypt(context, inDocflow),
});
