import { requestOperation } from '../../../shared/catalog';
import { certificateFields, documentInDocflow, unpackInCloud } from '../../fields';
import { certificateBody } from '../../api/certificate';
import { inDocflow } from '../../api/documentPlaces';
import { cloudOperationShape } from '../../api/types';

export const decryptInCloud = requestOperation({
	name: 'Decrypt in Cloud',
	value: 'decryptInCloud',
	action: 'Decrypt a document in a document flow in the cloud',
	description:
		"Decrypt a document with a certificate stored in Kontur's cloud. Its owner confirms by SMS or in the myDSS app. Submit an SMS code with Confirm Cloud Decryption; check an app confirmation with Get Task.",
	fields: [...documentInDocflow, ...certificateFields, unpackInCloud],
	certificate: true,
	http: {
		method: 'POST',
		path: `${inDocflow.document}/decrypt-content`,
		query: ({ unzip }) => ({ unzipIfCan: unzip }),
		// An expired certificate still decrypts.
		body: async (params, { openKeyPair }) => await certificateBody(params, openKeyPair, { anyDate: true }),
		shape: cloudOperationShape,
	},
});
