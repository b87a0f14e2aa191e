import type { KonturRequest } from '../../../nodes/shared/transport';
import { runDraft } from '../../../nodes/KonturExtern/jobs/draft/runDraft';
import { isLocked, lookAtDraft, startSending } from '../../../nodes/KonturExtern/jobs/draft/sending';
import { apiError } from '../../../nodes/shared/transport/errors';
import { externService } from '../../../nodes/shared/transport/service';
import { fakeClient, node, type Answer } from '../transport/support';

const ids = { accountId: 'account', draftId: 'draft' };
const refusal = (statusCode: number, id = '') =>
	apiError(node, externService, { statusCode, headers: {}, body: { id } });
const locked = () => refusal(409, 'urn:error:externapi:concurrentApiTaskActive');
const task = (type: string, state = 'running') => ({
	id: type,
	'task-state': state,
	'task-type': `urn:task-type:${type}`,
});

/** Kontur with a draft that was not sent, and its tasks. */
const draftWith =
	(...tasks: object[]) =>
	({ path }: KonturRequest): Answer =>
		path.endsWith('/tasks')
			? { body: { 'api-task-page-items': tasks, 'total-count': tasks.length } }
			: { body: { id: 'draft' } };

describe('what became of the sending', () => {
	test.each<[string, object[], object]>([
		['nothing', [], { idle: true }],
		['tasks that have ended', [task('send', 'failed'), task('check', 'succeed')], { idle: true }],
		['another task', [task('check', 'succeed'), task('print')], { busy: task('print') }],
		['a send along with another task', [task('print'), task('send')], { running: task('send') }],
	])('%s', async (_name, tasks, found) => {
		expect(await lookAtDraft(fakeClient(draftWith(...tasks)).client, ids)).toEqual(found);
	});

	test('a draft that was sent has no tasks to ask for', async () => {
		const { client, requests } = fakeClient(() => ({ body: { id: 'draft', 'docflow-id': 'flow' } }));
		expect(await lookAtDraft(client, ids)).toEqual({ sent: 'flow' });
		expect(requests).toHaveLength(1);
	});
});

describe('a start of the sending', () => {
	const start = async (answer: Answer, isFirst: boolean) => {
		const { client, requests } = fakeClient(() => answer);
		const event = await startSending(client, ids, { force: true, isFirst });
		expect(requests).toHaveLength(1);
		expect(requests[0]).toMatchObject({
			query: { deferred: true, force: true },
			repeat: 'unlessStarted',
		});
		return event;
	};

	test('gives its task', async () => {
		expect(await start({ body: task('send') }, true)).toEqual({ started: task('send') });
	});

	test.each([true, false])('may have arrived when no response came (first: %s)', async (isFirst) => {
		expect(await start(refusal(500), isFirst)).toEqual({ lostStart: true });
	});

	test('may hit its own lock only the first time', async () => {
		expect(await start(locked(), true)).toEqual({ lostStart: true });
		await expect(start(locked(), false)).rejects.toThrow();
	});

	test('is refused otherwise', async () => {
		expect(isLocked(refusal(409))).toBe(false);
		await expect(start(refusal(409), true)).rejects.toThrow();
		await expect(start(refusal(400), true)).rejects.toThrow();
	});
});

test('a draft that stays locked is tried ten times, each time from the beginning', async () => {
	const { client, waits } = fakeClient(draftWith());
	const refused = locked();
	let opened = 0;
	const running = runDraft({
		client,
		ids,
		plan: ['open', 'send'],
		stages: {
			open: async () => {
				opened += 1;
				return await Promise.reject(refused);
			},
		},
		isShared: true,
		left: () => 1,
		log: () => undefined,
	});
	await expect(running).rejects.toBe(refused);
	expect(opened).toBe(10);
	expect(waits).toEqual(Array.from({ length: 9 }, () => 1000));
});
