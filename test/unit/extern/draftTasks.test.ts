import type { IDataObject } from 'n8n-workflow';
import {
	checkErrors,
	isSerious,
	listErrors,
	prepareFailure,
} from '../../../nodes/KonturExtern/api/draft/draftTasks';
import type { CheckError, CheckProtocol, Task } from '../../../nodes/KonturExtern/api/types';
import { createClient, detailsOf, externService } from '../../../nodes/shared/transport';
import { bareContext } from '../transport/support';

const error = (description: string, level = 'Error') => ({ description, level, type: 'Schema' });

describe('checkErrors', () => {
	test('the errors of each document with its ID, then those of the draft, untouched', () => {
		const protocol = {
			'documents-errors': { d1: [error('one'), error('two', 'Warning')], d2: [], d3: [{ tags: 'x' }] },
			'common-errors': [error('all')],
		};
		expect(checkErrors(protocol)).toEqual([
			{ documentId: 'd1', ...error('one') },
			{ documentId: 'd1', ...error('two', 'Warning') },
			{ documentId: 'd3', tags: 'x' },
			error('all'),
		]);
	});

	test.each<[string, CheckProtocol | null | undefined]>([
		['nothing', undefined],
		['null', null],
		['an empty object', {}],
		['empty members', { 'documents-errors': {}, 'common-errors': [] }],
		['null members', { 'documents-errors': null, 'common-errors': null }],
		['a document with null', { 'documents-errors': { d1: null } }],
	])('%s has no errors', (_name, protocol) => {
		expect(checkErrors(protocol)).toEqual([]);
	});
});

test.each<[string | undefined, boolean]>([
	['Error', true],
	['error', true],
	[undefined, true],
	['Fatal', true],
	['Warning', false],
	['warn', false],
])('an error of level %s keeps a draft from being sent: %s', (level, serious) => {
	expect(isSerious({ level })).toBe(serious);
});

describe('listErrors', () => {
	test('a line for each, with its document', () => {
		expect(listErrors([{ documentId: 'd1', description: 'one' }, { description: 'all' }, {}])).toBe(
			'Document d1: one\nall\n',
		);
	});

	test('ten at most, and the number of others', () => {
		const many = Array.from({ length: 12 }, (_, index): CheckError => ({ description: `e${index}` }));
		const lines = listErrors(many).split('\n');
		expect(lines).toHaveLength(11);
		expect(lines.slice(-2)).toEqual(['e9', '… and 2 more']);
		expect(listErrors(many.slice(0, 10)).split('\n')).toHaveLength(10);
	});

	test('nothing for no errors', () => {
		expect(listErrors([])).toBe('');
	});
});

describe('prepareFailure', () => {
	const client = createClient(bareContext, externService, 4);
	const task = (state: Task['task-state'], rest: IDataObject): Task => ({
		id: 't',
		'task-state': state,
		'task-type': 'urn:task-type:send',
		...rest,
	});
	const protocol = {
		'documents-errors': { d1: [error('нет подписи'), error('мелочь', 'Warning')] },
		'common-errors': [],
	};
	const failure = (given: Task) => {
		const failed = prepareFailure(client, given);
		const { message, description } = (failed ?? {}) as { message?: string; description?: string };
		return { failed, message, description, details: detailsOf(failed) };
	};

	test.each(['ok', 'check-protocol-has-only-warnings', 'something-new'])('%s is a success', (status) => {
		const result = { status, 'check-result': protocol };
		expect(prepareFailure(client, task('succeed', { 'task-result': result }))).toBeUndefined();
	});

	test('so is a document flow, and an empty result', () => {
		const docflow = { id: 'f', type: 'urn:docflow:fns534-report', status: 'sent' };
		expect(prepareFailure(client, task('succeed', { 'task-result': docflow }))).toBeUndefined();
		expect(prepareFailure(client, task('succeed', {}))).toBeUndefined();
	});

	test.each<[string, Task]>([
		[
			'a prepare that found them',
			task('succeed', {
				'task-result': { status: 'check-protocol-has-errors', 'check-result': protocol },
			}),
		],
		[
			'a send whose result says so',
			task('failed', {
				'task-result': {
					id: 'urn:error:externapi:checkProtocolHasErrors',
					'status-code': 400,
					message: 'Check protocol has errors',
					status: 'check-protocol-has-errors',
					'check-result': protocol,
				},
			}),
		],
		[
			'a send whose error says so',
			task('failed', {
				error: {
					id: 'urn:error:externapi:checkProtocolHasErrors',
					'status-code': 'bad-request',
					'check-result': protocol,
				},
			}),
		],
	])('check errors are listed without warnings: %s', (_name, given) => {
		const { failed, message, description, details } = failure(given);
		expect(message).toBe('Kontur found errors in the documents, so nothing was sent');
		expect(description).toContain('\nDocument d1: нет подписи\n');
		expect(description).not.toContain('мелочь');
		expect(details?.code).toBe('urn:error:externapi:checkProtocolHasErrors');
		expect((failed as { context?: IDataObject }).context?.itemIndex).toBe(4);
	});

	test('encryption that failed names itself', () => {
		const { message, description } = failure(
			task('succeed', { 'task-result': { status: 'encryption-failed', 'check-result': {} } }),
		);
		expect(message).toMatch(/^Kontur/);
		expect(description).toContain('(encryption-failed)');
	});

	test.each<[string, IDataObject, number]>([
		['a number', { 'status-code': 500, message: 'сбой', 'trace-id': 'abc' }, 500],
		['a word', { 'status-code': 'request-timeout', message: 'сбой', 'trace-id': 'abc' }, 400],
	])('a task that failed with a status that is %s', (_name, said, status) => {
		const { description, details } = failure(task('failed', { error: said }));
		expect(description).toMatch(/\nKontur says: сбой\nX-Kontur-Trace-Id: abc$/);
		expect(details).toMatchObject({ status, text: 'сбой', traceId: 'abc' });
	});

	test('a task that failed without a word is a failure', () => {
		expect(failure(task('failed', {})).message).toMatch(/^Kontur\.Extern/);
	});

	test('a result that carries an error though the task succeeded is a failure', () => {
		const { details } = failure(task('succeed', { 'task-result': { 'status-code': 400, message: 'нет' } }));
		expect(details).toMatchObject({ status: 400, text: 'нет' });
	});
});
