import { OperationalError } from 'n8n-workflow';
import { ownOf } from '../../../shared/foreign';
import { t } from '../../../shared/language';
import type { Client } from '../../../shared/transport';
import type { DraftIds } from '../../api/draft/draft';
import {
	checkErrors,
	failedSend,
	isSerious,
	prepareFailure,
	requireEncrypted,
	startOf,
	waitForDraftTask,
	type DocumentNames,
} from '../../api/draft/draftTasks';
import { draftPath, draftTaskPath } from '../../api/routes';
import { resultOf, startOrJoinTask } from '../../api/tasks';
import type { CheckError, CheckProtocol } from '../../api/types';

export const examineRoutes = [
	`POST ${draftPath}/check`,
	`POST ${draftPath}/prepare`,
	`GET ${draftTaskPath}`,
] as const;

export interface Examination {
	client: Client;
	ids: DraftIds;
	names?: DocumentNames;
	/** Named in the error when Kontur cannot encrypt for it. */
	recipientCode?: string;
	/** Seconds left to wait. */
	left: () => number;
	log: (message: string) => void;
}

const AGAIN = t`Nothing was sent. Run this node again.`;

interface Examined {
	findings: CheckError[];
	failure?: Error;
}

async function runTask({ client, ids, left }: Examination, kind: 'check' | 'prepare') {
	const started = await startOrJoinTask(client, `urn:task-type:${kind}`, startOf(ids, kind));
	return await waitForDraftTask(client, ids, started, left());
}

const withNames = ({ names = {} }: Examination, protocol: CheckProtocol | null | undefined): CheckError[] =>
	checkErrors(protocol).map((error) => ({
		...(error.documentId ? { fileName: ownOf(names, error.documentId) } : {}),
		...error,
	}));

export async function check(work: Examination): Promise<Examined> {
	const { client, ids, names, log } = work;
	log(`checking draft ${ids.draftId}`);
	const result = resultOf(client, await runTask(work, 'check'));
	const protocol = result.data ?? result;
	if (!(result.data ?? result['documents-errors'] ?? result['common-errors'])) {
		throw new OperationalError(t`Kontur reports that the draft was checked, but not what it found. ${AGAIN}`);
	}
	const findings = withNames(work, protocol);
	if (!findings.some(isSerious)) return { findings };
	const reported = { status: 'check-protocol-has-errors', 'check-result': protocol };
	return { findings, failure: failedSend(client, reported, names) };
}

/**
 * Prepares a draft for sending: Kontur checks and encrypts it.
 * @throws UserError when Kontur cannot encrypt for the recipient
 */
export async function prepare(work: Examination): Promise<Examined> {
	const { client, ids, names, recipientCode = '', log } = work;
	log(`preparing draft ${ids.draftId}`);
	const task = await runTask(work, 'prepare');
	if (task['task-state'] === 'succeed' && !task['task-result']?.status) {
		throw new OperationalError(
			t`Kontur reports that the draft was prepared, but not with what result. ${AGAIN}`,
		);
	}
	requireEncrypted(task, recipientCode);
	return {
		findings: withNames(work, task['task-result']?.['check-result']),
		failure: prepareFailure(client, task, names),
	};
}
