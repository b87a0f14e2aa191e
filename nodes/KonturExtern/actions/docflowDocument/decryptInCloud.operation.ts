import { runOperation } from '../../../shared/catalog';
import { certificateFields, documentInDocflow, unpackInCloud } from '../../fields';
import { decryptInCloud as decrypt } from '../../jobs/document/cloud';
import { inDocflow } from '../../api/documentPlaces';

export const decryptInCloud = runOperation({
	name: 'Decrypt in Cloud',
	value: 'decryptInCloud',
	action: 'Decrypt a document of a document flow in the cloud',
	description:
		"Decrypt a document with a certificate stored in Kontur's cloud. Its owner confirms by SMS or in the myDSS app: submit the SMS code with Confirm Cloud Decryption, follow the app with Get Task.",
	fields: [...documentInDocflow, ...certificateFields, unpackInCloud],
	calls: [`POST ${inDocflow.document}/decrypt-content`],
	run: async (context) => await decrypt(context, inDocflow),
});
