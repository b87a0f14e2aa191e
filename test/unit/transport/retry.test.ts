import { retryAfterMs, retryDelay, type Attempt } from '../../../nodes/shared/transport/retry';

const NOW = Date.UTC(2024, 5, 5, 10, 0, 0);

test.each<[string, string | undefined, number | undefined]>([
	['no header', undefined, undefined],
	['an empty header', '', undefined],
	['seconds', '7', 7000],
	['no seconds', '0', 0],
	['parts of a second', '0.5', 500],
	['seconds below zero', '-3', 0],
	['more than a minute', '3600', 60_000],
	['a date to come', 'Wed, 05 Jun 2024 10:00:12 GMT', 12_000],
	['a date gone by', 'Wed, 05 Jun 2024 09:59:00 GMT', 0],
	['a far date', 'Thu, 06 Jun 2024 10:00:00 GMT', 60_000],
	['neither', 'soon', undefined],
	['endless seconds', 'Infinity', undefined],
])('Retry-After: %s', (_name, header, expected) => {
	expect(retryAfterMs(header, NOW)).toBe(expected);
});

type Answer = Pick<Attempt, 'status' | 'retryAfter'>;

const first = (answer: Answer, repeat: Attempt['repeat']) => retryDelay({ number: 1, repeat, ...answer }, 0);

test.each<[string, Answer, number | undefined, number | undefined]>([
	// What came; delay where repeating is harmless; delay where only an unstarted request may be repeated.
	['429', { status: 429 }, 500, 500],
	['429 with seconds', { status: 429, retryAfter: '2' }, 2000, 2000],
	['429 that asks for no wait', { status: 429, retryAfter: '0' }, 0, 0],
	['429 with nonsense', { status: 429, retryAfter: 'soon' }, 500, 500],
	['503', { status: 503 }, 500, undefined],
	['503 with seconds', { status: 503, retryAfter: '3' }, 3000, 3000],
	['503 that asks for no wait', { status: 503, retryAfter: '0' }, 0, 0],
	['503 that asks for an hour', { status: 503, retryAfter: '3600' }, 60_000, 60_000],
	['503 with nonsense', { status: 503, retryAfter: 'soon' }, 500, undefined],
	['502', { status: 502 }, 500, undefined],
	['502 with seconds', { status: 502, retryAfter: '1' }, 1000, undefined],
	['504', { status: 504 }, 500, undefined],
	['no answer', {}, 500, undefined],
	['500', { status: 500 }, undefined, undefined],
	['501', { status: 501 }, undefined, undefined],
	['400', { status: 400 }, undefined, undefined],
	['401', { status: 401 }, undefined, undefined],
	['403 with seconds', { status: 403, retryAfter: '1' }, undefined, undefined],
	['404', { status: 404 }, undefined, undefined],
	['409', { status: 409 }, undefined, undefined],
	['413 with seconds', { status: 413, retryAfter: '1' }, undefined, undefined],
])('the delay after %s', (_name, answer, harmless, unlessStarted) => {
	expect(first(answer, 'harmless')).toBe(harmless);
	expect(first(answer, 'unlessStarted')).toBe(unlessStarted);
});

test('what passes by itself at one service only', () => {
	const attempt: Attempt = { number: 1, repeat: 'harmless', status: 500, passing: [500] };
	expect(retryDelay(attempt, 0)).toBe(500);
	expect(retryDelay({ ...attempt, status: 501 }, 0)).toBeUndefined();
	expect(retryDelay({ ...attempt, repeat: 'unlessStarted' }, 0)).toBeUndefined();
	expect(retryDelay({ ...attempt, number: 4 }, 0)).toBeUndefined();
});

test('503 with a date counts from now', () => {
	const retryAfter = new Date(Date.now() + 30_000).toUTCString();
	const delay = first({ status: 503, retryAfter }, 'unlessStarted') ?? 0;
	expect(delay).toBeGreaterThan(20_000);
	expect(delay).toBeLessThanOrEqual(30_000);
});

test('four tries at growing distances, then no more', () => {
	const delays = [1, 2, 3, 4, 5].map((number) => retryDelay({ number, repeat: 'harmless', status: 502 }, 0));
	expect(delays).toEqual([500, 1000, 2000, undefined, undefined]);
});

test('a quarter more at most spreads parallel requests', () => {
	const attempt: Attempt = { number: 1, repeat: 'harmless' };
	expect(retryDelay(attempt, 1)).toBe(625);
	for (let count = 0; count < 100; count++) {
		const delay = retryDelay(attempt) ?? 0;
		expect(delay).toBeGreaterThanOrEqual(500);
		expect(delay).toBeLessThanOrEqual(625);
	}
});
