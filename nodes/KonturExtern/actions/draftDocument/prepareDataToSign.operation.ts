import type { IDataObject } from 'n8n-workflow';
import { requestOperation } from '../../../shared/catalog';
import { documentInDraft } from '../../fields';
import { draftDocumentPath } from '../../api/routes';
import { nothing } from '../../../shared/transport';

export const prepareDataToSign = requestOperation({
	name: 'Prepare Data to Sign',
	value: 'prepareDataToSign',
	action: 'Prepare a document in a draft for signing',
	description:
		'Reserve a number for a notification to the Interior Ministry (MVD) and return the content to sign. Run it after Draft: Check and Organization: Authorize in Gosuslugi, and again if the draft changes.',
	fields: documentInDraft,
	http: {
		method: 'PATCH',
		path: `${draftDocumentPath}/data-to-sign`,
		shape: nothing,
	},
	transform: (answer: unknown, params) => {
		// The documentation shows no response: it can be the ID as a string, or an object with one of these fields.
		const body = (typeof answer === 'object' && answer !== null ? answer : {}) as IDataObject;
		const id = body['decrypted-content-id'] ?? body['data-to-sign-content-id'] ?? body['content-id'];
		const contentId = typeof answer === 'string' ? answer.replace(/^"|"$/g, '') : id;
		return { documentId: params.documentId, contentId, ...body };
	},
});
