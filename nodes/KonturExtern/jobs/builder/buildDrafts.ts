import { OperationalError, UserError } from 'n8n-workflow';
import { t } from '../../../shared/language';
import { isRefusedWith, listAll, outcomeIsOpen, pollTask, type Client } from '../../../shared/transport';
import { readObject } from '../../api/read';
import { builderPath, builderTaskPath } from '../../api/routes';
import { startOrJoinTask } from '../../api/tasks';
import { draftsBuilderShape, draftShape, taskShape, type Task } from '../../api/types';

export interface BuilderIds {
	accountId: string;
	draftsBuilderId: string;
}

export const buildRoutes = [
	`GET ${builderPath}`,
	`POST ${builderPath}/build`,
	`GET ${builderTaskPath}`,
	'GET /v1/{accountId}/drafts',
] as const;

const STARTS = 2;

/** The builder has finished, so it cannot build again, and its drafts no longer exist. */
export class DraftsGone extends UserError {
	constructor() {
		super(t`Kontur has already built these drafts, but they no longer exist`, {
			description: t`They were deleted, or sent long ago. To build them again, create a new drafts builder; in Demand: Reply and Letter: Send fill in "Send Again As".`,
		});
	}
}

export const waitForBuilderTask = async (
	client: Client,
	ids: BuilderIds,
	task: Task,
	seconds: number,
): Promise<Task> =>
	await pollTask(
		client,
		task,
		{ method: 'GET', path: builderTaskPath, pathValues: { ...ids, taskId: task.id }, shape: taskShape },
		seconds,
	);

/** Returns the drafts that name the builder as their origin. */
async function draftsOf(client: Client, { accountId, draftsBuilderId }: BuilderIds): Promise<string[]> {
	const drafts = await listAll(
		client,
		{ method: 'GET', path: '/v1/{accountId}/drafts', pathValues: { accountId }, element: draftShape },
		{ style: 'pageLinks', items: 'drafts' },
	);
	const builderId = draftsBuilderId.trim().toLowerCase();
	return drafts
		.filter(({ meta }) => meta?.['additional-info']?.['original-drafts-builder-id'] === builderId)
		.map(({ id }) => String(id));
}

/**
 * Starts the build of a builder once. A finished builder cannot build again, so its drafts are looked up. A running
 * build is joined. After a lost response the builder is read again.
 * Source: Kontur.Extern documentation, "Drafts builder" (status) and "Locks".
 * @throws DraftsGone when it has finished and has no drafts
 */
export async function startBuilding(
	client: Client,
	ids: BuilderIds,
	log: (message: string) => void,
): Promise<{ built: string[] } | { running: Task }> {
	for (let lost = 0; lost < STARTS; lost++) {
		const { status } = await readObject(client, builderPath, { ...ids }, draftsBuilderShape);
		const built = status === 'finished' ? await draftsOf(client, ids) : [];
		if (built.length > 0) return { built };
		const running = await startOrJoinTask(client, 'urn:task-type:draftBuilderBuild', {
			method: 'POST',
			path: `${builderPath}/build`,
			pathValues: { ...ids },
			query: { deferred: true },
		}).catch((error: unknown) => {
			if (outcomeIsOpen(error)) return undefined;
			const isGone = status === 'finished' && isRefusedWith(error, 409);
			throw isGone ? new DraftsGone() : error;
		});
		if (running) return { running };
		log(`drafts builder ${ids.draftsBuilderId} may have started building, reading it again`);
		await client.wait(2000);
	}
	throw new OperationalError(
		t`Kontur did not respond to the request to build the drafts. Run this node again: it reads the builder first and never builds twice.`,
	);
}
