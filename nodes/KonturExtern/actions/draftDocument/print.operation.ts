import { outputBinaryField, runOperation } from '../../../shared/catalog';
import { documentInDraft, timeout, waitForPrint } from '../../fields';
import { contentPath, draftDocumentPath } from '../../api/routes';
import { startOrJoinTask } from '../../api/tasks';
import { finishPrint } from '../../jobs/document';

export const print = runOperation({
	name: 'Print',
	value: 'print',
	action: 'Print a document in a draft',
	description: 'Generate a PDF preview of a document. It has no stamps before the draft is sent.',
	fields: [...documentInDraft, waitForPrint, timeout, outputBinaryField],
	calls: () => [
		`GET ${draftDocumentPath}/print`,
		`GET ${draftDocumentPath}/tasks/{taskId}`,
		`GET ${contentPath}`,
	],
	run: async (context) => {
		const { params, client } = context;
		const started = await startOrJoinTask(client, 'urn:task-type:print', {
			method: 'GET',
			path: `${draftDocumentPath}/print`,
			pathValues: params,
			query: { deferred: true },
		});
		const fileName = `${params.documentId}.pdf`;
		const field = params.binaryPropertyName;
		return await finishPrint(context, { document: draftDocumentPath, started, fileName, field });
	},
});
