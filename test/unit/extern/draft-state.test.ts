import {
	after,
	begin,
	MOST_RESTARTS,
	next,
	type DraftEvent,
	type DraftState,
	type Stage,
	type Step,
} from '../../../nodes/KonturExtern/jobs/draft/state';

const task = (type: string) =>
	({ id: type, 'task-state': 'running', 'task-type': `urn:task-type:${type}` }) as const;
const send = task('send');
const print = task('print');
const docflow = { id: 'flow' };
const finding = { description: 'one' };
const refused = (isLocked = false): DraftEvent => ({ refused: 'no', isLocked });

const REPORT: Stage[] = ['open', 'fill', 'check', 'sign', 'prepare', 'send'];
const PREPARE: Stage[] = ['sign', 'check', 'prepare'];

const through = (plan: readonly Stage[], events: readonly DraftEvent[], isPrepared = false): DraftState =>
	events.reduce(after, begin(plan, isPrepared));

const done = (...stages: Stage[]): DraftEvent[] => stages.map((stage) => ({ done: stage }));
const prepared = done('open', 'fill', 'check', 'sign', 'prepare');

describe('next step', () => {
	test.each<[string, readonly Stage[], DraftEvent[], Step]>([
		['a new report', REPORT, [], { do: 'open' }],
		['a draft without documents', REPORT, done('open'), { do: 'fill' }],
		['a filled draft', REPORT, done('open', 'fill'), { do: 'check' }],
		['a checked draft', REPORT, done('open', 'fill', 'check'), { do: 'sign' }],
		['a signed draft', REPORT, done('open', 'fill', 'check', 'sign'), { do: 'prepare' }],
		['a prepared draft is not looked at', REPORT, prepared, { do: 'start' }],
		[
			'a draft that was sent before',
			REPORT,
			[{ done: 'open', sent: 'flow' }],
			{ do: 'show', docflowId: 'flow' },
		],
		['a draft sent before the signing', ['open', 'sign'], [{ done: 'open', sent: 'flow' }], { do: 'return' }],
		['a draft that was only signed', ['open', 'sign'], done('open', 'sign'), { do: 'return' }],
		['the end of a preparation', PREPARE, done('sign', 'check', 'prepare'), { do: 'return' }],
		[
			'a failed check',
			PREPARE,
			[...done('sign'), { done: 'check', failure: new Error('x') }],
			{ do: 'fail' },
		],
		['an unknown draft', ['send'], [], { do: 'look' }],
		['an idle draft', ['send'], [{ found: { idle: true } }], { do: 'start' }],
		['a busy draft', ['send'], [{ found: { busy: print } }], { do: 'wait', task: print }],
		['a draft that was busy', ['send'], [{ found: { busy: print } }, { waited: true }], { do: 'look' }],
		['a draft that is being sent', ['send'], [{ found: { running: send } }], { do: 'finish', task: send }],
		[
			'a started sending',
			['send'],
			[{ found: { idle: true } }, { started: send }],
			{ do: 'finish', task: send },
		],
		['a sending that is not waited for', ['start'], [{ found: { running: send } }], { do: 'return' }],
		['a draft sent before, not waited for', ['start'], [{ found: { sent: 'flow' } }], { do: 'return' }],
		['a lost start', ['send'], [{ found: { idle: true } }, { lostStart: true }], { do: 'look' }],
		[
			'a lost start that did not arrive',
			['send'],
			[{ found: { idle: true } }, { lostStart: true }, { found: { idle: true } }],
			{ do: 'start' },
		],
		[
			'two lost starts that did not arrive',
			['send'],
			[
				{ found: { idle: true } },
				{ lostStart: true },
				{ found: { idle: true } },
				{ lostStart: true },
				{ found: { idle: true } },
			],
			{ do: 'fail' },
		],
		['a document flow', ['send'], [{ docflow, alreadySent: false }], { do: 'return' }],
		['a refusal', REPORT, [...done('open'), refused()], { do: 'look' }],
		['a refusal of an idle draft', REPORT, [refused(), { found: { idle: true } }], { do: 'fail' }],
		['a lock that has ended', REPORT, [refused(true), { found: { idle: true } }], { do: 'pause' }],
		[
			'a refusal along with another send',
			REPORT,
			[refused(), { found: { running: send } }],
			{ do: 'wait', task: send },
		],
		[
			'a refusal along with another task',
			REPORT,
			[refused(), { found: { busy: print } }],
			{ do: 'wait', task: print },
		],
		[
			'a refusal of a sent draft',
			REPORT,
			[refused(), { found: { sent: 'flow' } }],
			{ do: 'show', docflowId: 'flow' },
		],
		[
			'a refused preparation of a sent draft',
			PREPARE,
			[refused(), { found: { sent: 'flow' } }],
			{ do: 'return' },
		],
		[
			'the end of the task after a refusal',
			REPORT,
			[...done('open', 'fill'), refused(true), { found: { idle: true } }, { waited: true }],
			{ do: 'open' },
		],
	])('%s', (_name, plan, events, step) => {
		expect(next(through(plan, events))).toEqual(step);
	});

	test('a draft that the caller has prepared is started, also after a restart', () => {
		expect(next(begin(['send'], true))).toEqual({ do: 'start' });
		const restarted = through(['send'], [refused(true), { found: { idle: true } }, { waited: true }], true);
		expect(next(restarted)).toEqual({ do: 'start' });
	});
});

describe('remembered state', () => {
	test('findings of the preparation replace those of the check, unless there are none', () => {
		const checked: DraftEvent = { done: 'check', findings: [finding] };
		expect(through(PREPARE, [...done('sign'), checked, ...done('prepare')]).findings).toEqual([finding]);
		const again: DraftEvent = { done: 'prepare', findings: [{ description: 'two' }] };
		expect(through(PREPARE, [...done('sign'), checked, again]).findings).toEqual([{ description: 'two' }]);
	});

	test('a refusal forgets findings and failure, a restart the refusal and lost starts', () => {
		const failed: DraftEvent = { done: 'check', findings: [finding], failure: new Error('x') };
		const state = through(REPORT, [...done('open', 'fill'), failed, refused(true)]);
		expect(state).toMatchObject({ findings: [], failure: undefined, refusal: { error: 'no' } });
		const lost = through(
			['send'],
			[{ found: { idle: true } }, { lostStart: true }, refused(), { waited: true }],
		);
		expect(lost).toEqual({ ...begin(['send']), restarts: 1 });
	});

	test('restarts are counted', () => {
		const rounds = Array.from({ length: MOST_RESTARTS }, () => [refused(), { waited: true } as const]).flat();
		expect(through(REPORT, rounds).restarts).toBe(9);
	});

	test('a document flow and whether it was sent before', () => {
		expect(through(['send'], [{ docflow, alreadySent: true }])).toMatchObject({ docflow, alreadySent: true });
	});
});
