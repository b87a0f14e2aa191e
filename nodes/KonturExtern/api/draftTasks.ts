import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import type { DraftIds } from './draft';
export type { DraftIds } from './draft';
import { pollTask, type Client, type Task } from '../../shared/transport';

export const taskPath = '/v1/{accountId}/drafts/{draftId}/tasks/{taskId}';

/** Starts a long operation of a draft. Such operations are accepted only as deferred tasks. */
export async function startDraftTask(
	client: Client,
	ids: DraftIds,
	kind: 'check' | 'prepare' | 'send',
	query: Record<string, string | boolean> = {},
): Promise<Task> {
	const { body } = await client.request<Task>({
		method: 'POST',
		path: `/v1/{accountId}/drafts/{draftId}/${kind}`,
		pathValues: { ...ids },
		query: { deferred: true, ...query },
		// Checking and preparing again changes nothing; sending must not be repeated unseen.
		repeat: kind === 'send' ? 'unlessStarted' : 'harmless',
	});
	return body;
}

/** Waits for a task of a draft. */
export const waitForDraftTask = async (
	client: Client,
	ids: DraftIds,
	task: Task,
	seconds: number,
): Promise<Task> =>
	await pollTask(
		client,
		task,
		{ method: 'GET', path: taskPath, pathValues: { ...ids, taskId: task.id } },
		seconds,
	);

export interface CheckError extends IDataObject {
	documentId?: string;
	level?: string;
	description?: string;
}

/**
 * The errors of a check protocol as one list, each with its document; errors of the whole draft have none.
 * Source: Kontur.Extern documentation, "Asynchronous methods", task results.
 */
export function checkErrors(protocol: unknown): CheckError[] {
	const { 'documents-errors': byDocument, 'common-errors': common } = (protocol ?? {}) as {
		'documents-errors'?: Record<string, unknown>;
		'common-errors'?: unknown;
	};
	const listOf = (errors: unknown) => (Array.isArray(errors) ? (errors as IDataObject[]) : []);
	return [
		...Object.entries(byDocument ?? {}).flatMap(([documentId, errors]) =>
			listOf(errors).map((error) => ({ documentId, ...error })),
		),
		...listOf(common),
	];
}

/** Warnings do not keep a draft from being sent. */
export const isSerious = ({ level }: CheckError) => !/warn/i.test(level ?? '');

const LISTED = 10;

/** File names of documents by their ids, for errors that people read. */
export type DocumentNames = Readonly<Record<string, string>>;

/** Check errors as lines for the description of an error. */
export function listErrors(errors: CheckError[], names: DocumentNames = {}): string {
	const lines = errors.slice(0, LISTED).map(({ documentId, description }) => {
		const document = documentId && (names[documentId] ?? `Document ${documentId}`);
		return `${document ? `${document}: ` : ''}${description ?? ''}`;
	});
	if (errors.length > LISTED) lines.push(`… and ${errors.length - LISTED} more`);
	return lines.join('\n');
}

/** The error for what Kontur says of a failed `prepare` or `send`, with the check errors below. */
export function failedSend(client: Client, said: IDataObject, names?: DocumentNames): Error {
	const errors = checkErrors(said['check-result']);
	const id =
		said.status === 'check-protocol-has-errors' ? 'urn:error:externapi:checkProtocolHasErrors' : said.status;
	return client.failure({ ...said, id: said.id ?? id }, listErrors(errors.filter(isSerious), names));
}

/** The error of a `prepare` or `send` that ended without success, or undefined when it succeeded. */
export function prepareFailure(client: Client, task: Task, names?: DocumentNames): Error | undefined {
	const result = (task['task-result'] ?? {}) as IDataObject;
	const failed = task['task-state'] === 'failed';
	// A failed send is described in the result of the task or in its error, depending on where it was found.
	const said = (failed && task.error ? task.error : result) as IDataObject;
	const status = String(said.status ?? '');
	if (
		!failed &&
		!['check-protocol-has-errors', 'encryption-failed'].includes(status) &&
		!said['status-code']
	) {
		return undefined;
	}
	return failedSend(client, said, names);
}

/**
 * Refuses what was not prepared because the recipient is unknown.
 * Source: Kontur.Extern documentation, "Asynchronous methods", `encryption-failed`.
 * @throws UserError naming the recipient
 */
export function requireEncrypted(task: Task, recipientCode: string): void {
	const result = (task['task-result'] ?? {}) as IDataObject;
	if (result.status !== 'encryption-failed') return;
	throw new UserError(`Kontur cannot encrypt for the recipient ${recipientCode}, so nothing was sent`, {
		description: 'Check the code of the authority; Reference Data: Get Authorities lists them.',
	});
}
