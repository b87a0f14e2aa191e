import type { FaultInput } from '../../emulator/core/faults/faults';

/** What may meet the poll of an activation; every activation survives it. */
export const failures: Array<[name: string, fault: FaultInput]> = [
	['503', { status: 503 }],
	['500', { status: 500 }],
	['429', { status: 429, headers: { 'retry-after': '1' } }],
	['401', { status: 401 }],
	['403', { status: 403 }],
	['a cut', { cut: 'before' }],
	['a page', { kind: 'html' }],
	['an object', { status: 200, body: {} }],
	['a list', { status: 200, body: [] }],
	['nothing', { kind: 'empty', status: 200 }],
];
