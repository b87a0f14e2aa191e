import type { IDataObject } from 'n8n-workflow';
import { requestOperation } from '../../../shared/catalog';
import { documentInDraft } from '../../fields';
import { draftDocumentPath } from '../../api/routes';

export const prepareDataToSign = requestOperation({
	name: 'Prepare Data to Sign',
	value: 'prepareDataToSign',
	action: 'Prepare a document of a draft for signing',
	description:
		'For the Interior Ministry (MVD), after Draft: Check and Organization: Authorize in Gosuslugi: reserve a number for the notification and return the content to sign. Repeat it if the draft changes.',
	fields: documentInDraft,
	http: {
		method: 'PATCH',
		path: `${draftDocumentPath}/data-to-sign`,
		mayBeEmpty: true,
	},
	transform: (answer: unknown, params) => {
		// The documentation shows no response: it may be the ID itself, or an object with one of these names.
		const said = (typeof answer === 'object' && answer !== null ? answer : {}) as IDataObject;
		const id = said['decrypted-content-id'] ?? said['data-to-sign-content-id'] ?? said['content-id'];
		const contentId = typeof answer === 'string' ? answer.replace(/^"|"$/g, '') : id;
		return { documentId: params.documentId, contentId, ...said };
	},
});
