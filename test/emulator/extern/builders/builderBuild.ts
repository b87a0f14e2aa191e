import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import type { JsonObject } from '../../core/values';
import { makeDraft } from './builderDrafts';
import { builderDocumentsPath } from './builderDocuments';
import { builderOf, openBuilder } from './builders';
import { distribute, sortOut, type Problem } from './builderSplit';
import { accountRoute, ok, pick, type AccountCall } from '../call';
import { answerJob, endsAtOnce, fail, renderTask, requireDeferred, startTask, succeed } from '../tasks';

function renderProblems(problems: Problem[]): JsonObject[] {
	return problems.map(({ documentId, message }) => ({ 'document-id': documentId, 'error-message': message }));
}

function build(call: AccountCall): Reply {
	const { extern, account } = call;
	const builder = openBuilder(call);
	if (!endsAtOnce(call)) requireDeferred(call);
	// A guess: the result for an empty builder is not documented.
	if (builder.documents.size === 0) throw new HttpError(400, 'The drafts builder has no documents');
	builder.status = 'building';
	const job = { tasks: builder.tasks, type: 'draftBuilderBuild', started: 202 } as const;
	return answerJob(call, job, (done) => {
		if (builder.breaks) {
			builder.breaks = false;
			builder.status = 'new';
			fail(done, 500, 'Internal error of the build');
			return;
		}
		const { good, problems } = sortOut(builder, account);
		const drafts = distribute(builder.type, good).map((files) => makeDraft(extern, account, builder, files));
		builder.status = 'finished';
		succeed(done, () => ({
			'draft-ids': drafts.map(({ id }) => id),
			'error-drafts-builder-documents': renderProblems(problems),
		}));
	});
}

/** Checks the documents without creating anything; only the C# library has this method. */
function prepare(call: AccountCall): Reply {
	const builder = openBuilder(call);
	const task = startTask(call.extern, builder.tasks, 'draftBuilderChange', (done) => {
		const { problems } = sortOut(builder, call.account);
		succeed(done, () => ({ 'error-drafts-builder-documents': renderProblems(problems) }));
	});
	return ok(renderTask(task, call.base));
}

function getTask(call: AccountCall): Reply {
	return ok(renderTask(pick(builderOf(call).tasks, call, 'apiTaskId', 'Task'), call.base));
}

export const builderBuildRoutes: Route[] = [
	accountRoute('POST', '/drafts/builders/{draftsBuilderId}/build', build),
	accountRoute('GET', '/drafts/builders/{draftsBuilderId}/tasks/{apiTaskId}', getTask),
	accountRoute('POST', `${builderDocumentsPath}/prepare`, prepare),
];
