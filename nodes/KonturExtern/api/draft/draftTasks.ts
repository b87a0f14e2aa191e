import { ownOf } from '../../../shared/foreign';
import { t } from '../../../shared/language';
import { pollTask, type Client } from '../../../shared/transport';
import type { DraftIds } from './draft';
import { asArray } from '../read';
import { refusal } from '../refusal';
import { draftPath, draftTaskPath } from '../routes';
import { taskShape, type CheckError, type CheckProtocol, type Failure, type Task } from '../types';

/** Returns the request that starts a task of a draft. Kontur accepts these tasks only as deferred. */
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
		// A repeated check or preparation is harmless; a repeated send is not.
		repeat: kind === 'send' ? 'unlessStarted' : 'harmless',
	}) as const;

export async function startDraftTask(client: Client, ...start: Parameters<typeof startOf>): Promise<Task> {
	return (await client.request({ ...startOf(...start), shape: taskShape })).body;
}

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
 * Flattens a check protocol into one list. Errors of the whole draft have no `documentId`.
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

/** Tells whether an error blocks sending; warnings do not. */
export const isSerious = ({ level }: CheckError) => !/warn/i.test(level ?? '');

const LISTED = 10;

/** File names by document ID, for error texts. */
export type DocumentNames = Readonly<Record<string, string>>;

/** Lists check errors, one per line, for an error description. */
export function listErrors(errors: CheckError[], names: DocumentNames = {}): string {
	const lines = errors.slice(0, LISTED).map(({ documentId, description }) => {
		const document = documentId && (ownOf(names, documentId) ?? t`Document ${documentId}`);
		return `${document ? `${document}: ` : ''}${description ?? ''}`;
	});
	if (errors.length > LISTED) lines.push(t`… and ${errors.length - LISTED} more`);
	return lines.join('\n');
}

/** Builds the error of a failed preparation or send: Kontur's text, then the check errors. */
export function failedSend(client: Client, reported: Failure, names?: DocumentNames): Error {
	const errors = checkErrors(reported['check-result']);
	const id =
		reported.status === 'check-protocol-has-errors'
			? 'urn:error:externapi:checkProtocolHasErrors'
			: reported.status;
	return client.failure({ ...reported, id: reported.id ?? id }, listErrors(errors.filter(isSerious), names));
}

/** Returns the error of a failed preparation or send, or undefined after a success. */
export function prepareFailure(client: Client, task: Task, names?: DocumentNames): Error | undefined {
	const failed = task['task-state'] === 'failed';
	// Kontur describes a failed send in the result of the task or in its error.
	const reported: Failure = (failed && task.error ? task.error : task['task-result']) ?? {};
	const isRefused = ['check-protocol-has-errors', 'encryption-failed'].includes(
		String(reported.status ?? ''),
	);
	return failed || isRefused || reported['status-code'] ? failedSend(client, reported, names) : undefined;
}

/**
 * Throws if a preparation failed because Kontur does not know the recipient.
 * Source: Kontur.Extern documentation, "Asynchronous methods", `encryption-failed`.
 * @throws UserError naming the recipient
 */
export function requireEncrypted(task: Task, recipientCode: string): void {
	if (task['task-result']?.status !== 'encryption-failed') return;
	throw refusal(
		t`Kontur cannot encrypt for the recipient ${recipientCode}, so nothing was sent`,
		t`Check the code of the authority; Reference Data: Get Authorities lists them.`,
	);
}
