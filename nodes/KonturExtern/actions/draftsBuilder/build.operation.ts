import { runOperation } from '../../../shared/catalog';
import { accountId, draftsBuilderId, timeout, waitForBuilder } from '../../fields';
import { resultOf } from '../../api/tasks';
import { buildRoutes, startBuilding, waitForBuilderTask } from '../../jobs/builder';

export const build = runOperation({
	name: 'Build',
	value: 'build',
	action: 'Build drafts',
	description:
		'Build drafts from the documents of a builder. This cannot be undone: the builder accepts no changes afterwards. Safe to run again: it returns the same drafts. Sign and send them next.',
	fields: [accountId, draftsBuilderId, waitForBuilder, timeout],
	calls: () => buildRoutes,
	run: async ({ params, client, log }) => {
		const ids = { accountId: params.accountId, draftsBuilderId: params.draftsBuilderId };
		const state = await startBuilding(client, ids, log);
		if ('built' in state) {
			// Only the result of the task, which is unknown here, lists the documents that failed.
			return { json: { ...ids, alreadyBuilt: true, draftIds: state.built } };
		}
		const { running } = state;
		if (!params.waitForCompletion) return { json: { ...ids, taskId: running.id, ...running } };
		const task = await waitForBuilderTask(client, ids, running, params.timeout);
		const result = resultOf(client, task);
		return {
			json: {
				...ids,
				taskId: task.id,
				alreadyBuilt: false,
				draftIds: result['draft-ids'],
				failedDocuments: result['error-drafts-builder-documents'],
				...task,
			},
		};
	},
});
