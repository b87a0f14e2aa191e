import type { IDataObject } from 'n8n-workflow';
import type { OperationContext, Output, Params } from '../../../shared/catalog';
import { downloadContent, pollTask, type Task } from '../../../shared/transport';
import type { decryptedContent, outputFile } from '../../fields/docflow/content';
import type { timeout, waitForPrint } from '../../fields/waiting';
import { decryptedContentId, decryptedContentRoutes } from './documentContent';
import type { DocumentPlace } from '../../api/documentPlaces';

type PrintFields = readonly [
	...typeof decryptedContent,
	typeof waitForPrint,
	typeof timeout,
	typeof outputFile,
];

/** The routes of `printDocument`. */
export const printRoutes = (place: DocumentPlace): string[] => [
	...decryptedContentRoutes(place),
	`POST ${place.document}/print`,
	`GET ${place.document}/tasks/{taskId}`,
];

const pdfName = (fileName: string) => `${fileName.replace(/\.[^.]*$/, '')}.pdf`;

/**
 * Has Kontur print a document and gives the PDF, or the started task where the user does not want to wait.
 * Source: Kontur.Extern documentation, "Docflows", print: only deferred, the result is a content.
 * @throws NodeApiError when printing fails; TaskStillRunning when the bound has passed
 */
export async function printDocument(
	context: OperationContext<Params<PrintFields> & { accountId: string; documentId: string }>,
	place: DocumentPlace,
): Promise<Output> {
	const { params, client, writeBinary } = context;
	const { contentId, fileName } = await decryptedContentId(context, place);
	const { body: started } = await client.request<Task>({
		method: 'POST',
		path: `${place.document}/print`,
		pathValues: params,
		query: { deferred: true },
		body: { 'content-id': contentId },
		repeat: 'harmless',
	});
	const ids = { documentId: params.documentId, taskId: started.id };
	if (!params.waitForCompletion) return { json: { ...ids, ...started } };
	const poll = {
		method: 'GET',
		path: `${place.document}/tasks/{taskId}`,
		pathValues: { ...params, taskId: started.id },
	} as const;
	const task = await pollTask(client, started, poll, params.timeout);
	if (task['task-state'] === 'failed') throw client.failure((task.error ?? {}) as IDataObject);
	const printed = String(((task['task-result'] ?? {}) as IDataObject)['content-id'] ?? '');
	const { stream, contentType, size } = await downloadContent(client, params.accountId, printed);
	const name = pdfName(fileName || params.documentId);
	return {
		json: { ...ids, contentId: printed, fileName: name, contentType, size, ...task },
		binary: { [params.outputBinaryPropertyName]: await writeBinary(stream, name, 'application/pdf') },
	};
}
