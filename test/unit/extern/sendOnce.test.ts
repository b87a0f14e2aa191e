import { sendOnce } from '../../../nodes/KonturExtern/jobs/reply/sendOnce';
import { apiError, noAnswerError } from '../../../nodes/shared/transport/errors';
import { externService } from '../../../nodes/shared/transport/service';
import { fakeClient, node } from '../transport/support';

const refused = apiError(node, externService, { statusCode: 400, headers: {}, body: {} });
const lost = noAnswerError(
	node,
	externService,
	Object.assign(new Error('cut'), { code: 'ECONNRESET' }),
	'unlessStarted',
);
const docflow = { id: 'docflow' };

/** Sends once; each start ends with the next of the errors, each look finds the next of the document flows. */
async function send(errors: Error[], found: Array<typeof docflow | undefined>) {
	const { client, requests, waits } = fakeClient(
		(_request, number) => errors[number - 1] ?? { body: docflow },
	);
	let looks = 0;
	const request = { method: 'POST', path: '/send' } as const;
	const outcome = await sendOnce(
		client,
		request,
		async () => found[looks++],
		() => undefined,
	).catch((error: unknown) => ({ error }));
	return { outcome, starts: requests.length, looks, waits: waits.length };
}

test.each([
	['sent', [], [], { outcome: { docflow, alreadySent: false }, starts: 1, looks: 0 }],
	['refused, as it was sent before', [refused], [docflow], { outcome: { docflow, alreadySent: true } }],
	[
		'refused for another reason',
		[refused],
		[undefined],
		{ outcome: { error: refused }, starts: 1, waits: 0 },
	],
	['lost, but sent', [lost], [docflow], { outcome: { docflow, alreadySent: false }, starts: 1 }],
	[
		'lost and not sent',
		[lost],
		[undefined],
		{ outcome: { docflow, alreadySent: false }, starts: 2, waits: 1 },
	],
	// The refusal says that the lost start of this run was carried out after all.
	[
		'lost, then refused',
		[lost, refused],
		[undefined, docflow],
		{ outcome: { docflow, alreadySent: false }, starts: 2, looks: 2 },
	],
	['lost twice', [lost, lost], [undefined, undefined], { outcome: { error: lost }, starts: 2, looks: 2 }],
])('%s', async (_name, errors, found, expected) => {
	expect(await send(errors, found)).toMatchObject(expected);
});

test('a failed look leaves the error of the start', async () => {
	const { client } = fakeClient(() => lost);
	const look = async () => await Promise.reject(new Error('look'));
	await expect(sendOnce(client, { method: 'POST', path: '/send' }, look, () => undefined)).rejects.toBe(lost);
});
