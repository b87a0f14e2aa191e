import { OperationalError } from 'n8n-workflow';
import type { OperationContext, Output } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { downloadContent, pollTask, type Client } from '../../../shared/transport';
import type { DocumentPlace } from '../../api/documentPlaces';
import { resultOf } from '../../api/tasks';
import { taskShape, type Task } from '../../api/types';
import { decryptedContentId, decryptedContentRoutes, type DecryptedFileParams } from './decryptedContent';

interface PrintParams {
	accountId: string;
	documentId: string;
	waitForCompletion: boolean;
	/** Seconds. */
	timeout: number;
}

type Ids = Readonly<Record<string, unknown>>;

/**
 * Starts to print a document.
 * @param contentId the decrypted file
 * @param expected statuses that are no error here
 */
export async function startPrint(
	client: Client,
	{ document }: Pick<DocumentPlace, 'document'>,
	ids: Ids,
	contentId: string,
	expected: number[] = [],
) {
	return await client.request({
		method: 'POST',
		path: `${document}/print`,
		pathValues: { ...ids },
		query: { deferred: true },
		body: { 'content-id': contentId },
		repeat: 'harmless',
		expected,
		shape: taskShape,
	});
}

/**
 * Waits for a print task to end.
 * @throws TaskStillRunning when the time is up
 */
export async function waitForPrint(
	client: Client,
	{ document }: Pick<DocumentPlace, 'document'>,
	ids: Ids,
	started: Task,
	seconds: number,
): Promise<Task> {
	const pathValues = { ...ids, taskId: started.id };
	const poll = { method: 'GET', path: `${document}/tasks/{taskId}`, pathValues, shape: taskShape } as const;
	return await pollTask(client, started, poll, seconds);
}

/**
 * Returns the content ID of the PDF.
 * @throws NodeApiError when printing failed
 */
export function printedContent(client: Client, task: Task): string {
	const contentId = resultOf(client, task)['content-id'];
	if (contentId) return contentId;
	throw new OperationalError(t`Kontur printed the document but names no file of it. Run this node again.`);
}

/**
 * Waits for the PDF of a print task, or returns the started task if the user does not wait.
 * @throws NodeApiError when printing fails; TaskStillRunning when the time is up
 */
export async function finishPrint(
	{ params, client, writeBinary }: OperationContext<PrintParams>,
	{
		document,
		started,
		fileName,
		field,
	}: { document: string; started: Task; fileName: string; field: string },
): Promise<Output> {
	const ids = { documentId: params.documentId, taskId: started.id };
	if (!params.waitForCompletion) return { json: { ...ids, ...started } };
	const task = await waitForPrint(client, { document }, { ...params }, started, params.timeout);
	const contentId = printedContent(client, task);
	const { stream, contentType, size } = await downloadContent(client, params.accountId, contentId);
	return {
		json: { ...ids, contentId, fileName, contentType, size, ...task },
		binary: { [field]: await writeBinary(stream, fileName, 'application/pdf') },
	};
}

export const printRoutes = (place: DocumentPlace): string[] => [
	...decryptedContentRoutes(place),
	`POST ${place.document}/print`,
	`GET ${place.document}/tasks/{taskId}`,
];

/**
 * Prints a document in a document flow or inventory.
 * Source: Kontur.Extern documentation, "Docflows", print: only deferred, the result is a content.
 * @throws as `finishPrint`
 */
export async function printDocument(
	context: OperationContext<PrintParams & DecryptedFileParams & { outputBinaryPropertyName: string }>,
	place: DocumentPlace,
): Promise<Output> {
	const { params, client } = context;
	const { document } = place;
	const { contentId, fileName } = await decryptedContentId(context, place);
	const { body: started } = await startPrint(client, place, { ...params }, contentId);
	const name = `${(fileName || params.documentId).replace(/\.[^.]*$/, '')}.pdf`;
	const field = params.outputBinaryPropertyName;
	return await finishPrint(context, { document, started, fileName: name, field });
}
