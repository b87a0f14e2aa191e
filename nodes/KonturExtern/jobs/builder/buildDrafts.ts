import type { IDataObject } from 'n8n-workflow';
import { OperationalError, UserError } from 'n8n-workflow';
import {
	detailsOf,
	listAll,
	outcomeIsOpen,
	pollTask,
	type Client,
	type Task,
} from '../../../shared/transport';
import { startOrJoin } from '../../api/startOrJoinTask';

export interface BuilderIds {
	accountId: string;
	draftsBuilderId: string;
}

export const builder = '/v1/{accountId}/drafts/builders/{draftsBuilderId}';
export const builderTask = `${builder}/tasks/{taskId}`;

export const buildRoutes = [
	`GET ${builder}`,
	`POST ${builder}/build`,
	`GET ${builderTask}`,
	'GET /v1/{accountId}/drafts',
] as const;

const STARTS = 2;

/** A builder builds once, and what it has built is not there. */
export class DraftsGone extends UserError {
	constructor() {
		super('Kontur has built these drafts before, and they are gone', {
			description:
				'They were deleted, or sent long ago. If they are to be built once more, make a new drafts builder; in Demand: Reply fill in "Send Again As" under Additional Fields.',
		});
	}
}

/** Waits for a task of a drafts builder. */
export const waitForBuilderTask = async (
	client: Client,
	ids: BuilderIds,
	task: Task,
	seconds: number,
): Promise<Task> =>
	await pollTask(
		client,
		task,
		{ method: 'GET', path: builderTask, pathValues: { ...ids, taskId: task.id } },
		seconds,
	);

/** The drafts that a builder has made, as they name it themselves. */
async function draftsOf(client: Client, { accountId, draftsBuilderId }: BuilderIds): Promise<string[]> {
	const drafts = await listAll(
		client,
		{ method: 'GET', path: '/v1/{accountId}/drafts', pathValues: { accountId } },
		{ style: 'pageLinks', items: 'drafts' },
	);
	return drafts
		.filter(({ meta }) => {
			const info = ((meta ?? {}) as IDataObject)['additional-info'] as IDataObject | undefined;
			return info?.['original-drafts-builder-id'] === draftsBuilderId.trim().toLowerCase();
		})
		.map(({ id }) => String(id));
}

/**
 * Starts building the drafts of a builder once. A builder that has finished takes no changes and builds no more:
 * its drafts are looked up then. One that is building is joined. After a lost answer the builder is asked again.
 * Source: Kontur.Extern documentation, "Drafts builder" (status) and "Locks".
 * @throws DraftsGone when it has finished and has no drafts
 */
export async function startBuilding(
	client: Client,
	ids: BuilderIds,
	log: (message: string) => void,
): Promise<{ built: string[] } | { running: Task }> {
	for (let lost = 0; lost < STARTS; lost++) {
		const { body } = await client.request({ method: 'GET', path: builder, pathValues: { ...ids } });
		const built = body.status === 'finished' ? await draftsOf(client, ids) : [];
		if (built.length > 0) return { built };
		const running = await startOrJoin(client, 'urn:task-type:draftBuilderBuild', {
			method: 'POST',
			path: `${builder}/build`,
			pathValues: { ...ids },
			query: { deferred: true },
		}).catch((error: unknown) => {
			if (outcomeIsOpen(error)) return undefined;
			const isGone = body.status === 'finished' && detailsOf(error)?.status === 409;
			throw isGone ? new DraftsGone() : error;
		});
		if (running) return { running };
		log(`it is not known whether drafts builder ${ids.draftsBuilderId} is building, looking at it`);
		await client.wait(2000);
	}
	throw new OperationalError(
		'Kontur did not answer when the drafts were to be built. Run this node again: it looks at the builder first and builds nothing twice.',
	);
}
