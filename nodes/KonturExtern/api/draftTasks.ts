import { pollTask, type Client } from '../../shared/transport';
import type { DraftIds } from './draft';
import { asArray } from './read';
import { refusal } from './refusal';
import { draftPath, draftTaskPath } from './routes';
import { taskShape, type CheckError, type CheckProtocol, type Failure, type Task } from './types';

/** The request that starts a long operation of a draft. Kontur accepts these only as deferred tasks. */
export const startOf = (
	ids: DraftIds,
	kind: 'check' | 'prepare' | 'send',
	query: Record<string, string | boolean> = {},
) =>
	({
		method: 'POST',
		path: `${draftPath}/${kind}`,
		pathValues: { ...ids },
		query: { deferred: true, ...query },
		// A second check or preparation changes nothing; a second sending must not happen unnoticed.
		repeat: kind === 'send' ? 'unlessStarted' : 'harmless',
	}) as const;

export async function startDraftTask(client: Client, ...start: Parameters<typeof startOf>): Promise<Task> {
	return (await client.request({ ...startOf(...start), shape: taskShape })).body;
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
		{ method: 'GET', path: draftTaskPath, pathValues: { ...ids, taskId: task.id }, shape: taskShape },
		seconds,
	);

/**
 * Returns the errors of a check protocol as one list, each with its document; errors of the whole draft have none.
 * Source: Kontur.Extern documentation, "Asynchronous methods", task results.
 */
export function checkErrors(protocol: CheckProtocol | null | undefined): CheckError[] {
	const { 'documents-errors': byDocument, 'common-errors': common } = protocol ?? {};
	return [
		...Object.entries(byDocument ?? {}).flatMap(([documentId, errors]) =>
			asArray(errors as CheckError[] | undefined).map((error) => ({ documentId, ...error })),
		),
		...asArray(common),
	];
}

/** Tells whether an error keeps a draft from being sent; warnings do not. */
export const isSerious = ({ level }: CheckError) => !/warn/i.test(level ?? '');

const LISTED = 10;

/** File names by document ID, for the texts of errors. */
export type DocumentNames = Readonly<Record<string, string>>;

/** Lists check errors, one a line, for the description of an error. */
export function listErrors(errors: CheckError[], names: DocumentNames = {}): string {
	const lines = errors.slice(0, LISTED).map(({ documentId, description }) => {
		const document = documentId && (names[documentId] ?? `Document ${documentId}`);
		return `${document ? `${document}: ` : ''}${description ?? ''}`;
	});
	if (errors.length > LISTED) lines.push(`… and ${errors.length - LISTED} more`);
	return lines.join('\n');
}

/** Makes the error for a failed preparation or sending as Kontur describes it, with the check errors below. */
export function failedSend(client: Client, said: Failure, names?: DocumentNames): Error {
	const errors = checkErrors(said['check-result']);
	const id =
		said.status === 'check-protocol-has-errors' ? 'urn:error:externapi:checkProtocolHasErrors' : said.status;
	return client.failure({ ...said, id: said.id ?? id }, listErrors(errors.filter(isSerious), names));
}

/** Makes the error of a preparation or sending that ended without success; returns undefined when it succeeded. */
export function prepareFailure(client: Client, task: Task, names?: DocumentNames): Error | undefined {
	const failed = task['task-state'] === 'failed';
	// Kontur describes a failed sending in the result of the task or in its error.
	const said: Failure = (failed && task.error ? task.error : task['task-result']) ?? {};
	const isRefused = ['check-protocol-has-errors', 'encryption-failed'].includes(String(said.status ?? ''));
	return failed || isRefused || said['status-code'] ? failedSend(client, said, names) : undefined;
}

/**
 * Refuses a preparation that failed because Kontur does not know the recipient.
 * Source: Kontur.Extern documentation, "Asynchronous methods", `encryption-failed`.
 * @throws UserError naming the recipient
 */
export function requireEncrypted(task: Task, recipientCode: string): void {
	if (task['task-result']?.status !== 'encryption-failed') return;
	throw refusal(
		`Kontur cannot encrypt for the recipient ${recipientCode}, so nothing was sent`,
		'Check the code of the authority; Reference Data: Get Authorities lists them.',
	);
}
