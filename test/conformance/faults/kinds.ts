import type { FaultInput } from '../../emulator/core/faults/faults';

export interface FaultCase {
	name: string;
	fault: FaultInput;
	/** It hits every request, not one. */
	always?: boolean;
	/** Which operations get over it by themselves: all, those that only read, or (left out) not even these. */
	passes?: 'all' | 'reads';
	/** The session is what is refused; not everything has one. */
	session?: boolean;
	/** An answer without a body, which is a good one where nothing is promised. */
	empty?: boolean;
}

const status = (code: number, more: FaultInput = {}): FaultInput => ({
	kind: 'status',
	status: code,
	...more,
});
const retryAfter = { headers: { 'Retry-After': '1' } };
const after = { phase: 'after' } as const;
const sessionEnded = { body: { errorCodeId: 'urn:error:request-parameter:auth-sid:required:access-denied' } };

/** What one request, or every one, of an operation meets. */
export const faultCases: FaultCase[] = [
	{ name: '500', fault: status(500), passes: 'reads' },
	{ name: '500 after it acted', fault: status(500, after), passes: 'reads' },
	{ name: '502', fault: status(502), passes: 'reads' },
	{ name: '503', fault: status(503), passes: 'reads' },
	{ name: '503 with Retry-After', fault: status(503, retryAfter), passes: 'all' },
	{ name: '504 after it acted', fault: status(504, after), passes: 'reads' },
	{ name: '429', fault: status(429), passes: 'all' },
	{ name: '429 with Retry-After', fault: status(429, retryAfter), passes: 'all' },
	{ name: '401', fault: status(401, sessionEnded), passes: 'all', session: true },
	{ name: 'connection cut before', fault: { kind: 'cut' }, passes: 'reads' },
	{ name: 'answer lost', fault: { kind: 'cut', ...after }, passes: 'reads' },
	{ name: 'answer cut in the middle', fault: { kind: 'cut', phase: 'body' }, passes: 'reads' },
	{ name: 'HTML with 200', fault: { kind: 'html' }, passes: 'reads' },
	{ name: 'HTML with 200 after it acted', fault: { kind: 'html', ...after }, passes: 'reads' },
	{ name: 'HTML with 502 after it acted', fault: { kind: 'html', status: 502, ...after }, passes: 'reads' },
	{ name: 'JSON that breaks off', fault: { kind: 'truncatedJson' }, passes: 'reads' },
	{ name: 'length too large', fault: { kind: 'wrongLength' }, passes: 'reads' },
	{ name: 'length too small', fault: { kind: 'wrongLength', lengthBy: -3 }, passes: 'reads' },
	{ name: 'slow body', fault: { kind: 'slowBody', delayMs: 1 }, passes: 'all' },
	{ name: '204 after it acted', fault: { kind: 'empty', ...after }, passes: 'reads', empty: true },
	{
		name: '200 without a body',
		fault: { kind: 'empty', status: 200, ...after },
		passes: 'reads',
		empty: true,
	},
	{ name: 'redirect', fault: { kind: 'redirect' }, passes: 'reads' },
	{ name: 'HTML with 403', fault: { kind: 'html', status: 403 }, passes: 'reads' },
	{ name: 'HTML with 401', fault: { kind: 'html', status: 401 }, passes: 'reads' },
	{ name: 'HTML with 404 after it acted', fault: { kind: 'html', status: 404, ...after }, passes: 'reads' },
	{ name: '503 every time', fault: status(503), always: true },
	{ name: 'answer lost every time', fault: { kind: 'cut', ...after }, always: true },
];
