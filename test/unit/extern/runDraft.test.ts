import { runDraft } from '../../../nodes/KonturExtern/jobs/draft/runDraft';
import { apiError } from '../../../nodes/shared/transport/errors';
import { externService } from '../../../nodes/shared/transport/service';
import { fakeClient, node } from '../transport/support';

test.each<[number, string, boolean]>([
	[400, '', true],
	[404, '', true],
	[409, '', true],
	[400, 'urn:error:externapi:checkProtocolHasErrors', false],
	[401, '', false],
	[403, '', false],
	[429, '', false],
	[500, '', false],
])('after HTTP %i %s Kontur is asked for the state of the draft: %s', async (status, id, isAsked) => {
	const refused = apiError(node, externService, { statusCode: status, headers: {}, body: { id } });
	const { client, requests } = fakeClient(() => new Error('no state'));
	const running = runDraft({
		client,
		ids: { accountId: 'account', draftId: 'draft' },
		plan: ['open'],
		stages: { open: async () => await Promise.reject(refused) },
		isShared: true,
		left: () => 1,
		log: () => undefined,
	});
	await expect(running).rejects.toBe(refused);
	expect(requests).toHaveLength(isAsked ? 1 : 0);
});
