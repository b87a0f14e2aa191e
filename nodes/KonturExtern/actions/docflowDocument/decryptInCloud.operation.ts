import { runOperation } from '../../../shared/catalog';
import { accountId, certificateFields, docflowId, documentOfDocflow, unpackInCloud } from '../../fields';
import { decryptInCloud as decrypt } from '../../jobs/document/cloud';
import { inDocflow } from '../../api/documentPlaces';

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
