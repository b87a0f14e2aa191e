import { drawKills, impatient, killAtEachMoment } from './support/kills';
import { queueMode, startRedis, type Redis } from './support/redis';
import { startStand, type Stand } from './support/stand';

/* A power cut while triggers work. */

describe.each(drawKills())('$mode mode', ({ mode, moments }) => {
	let redis: Redis | undefined;
	let stand: Stand;

	beforeAll(async () => {
		redis = mode === 'queue' ? await startRedis() : undefined;
		const env = { ...impatient, ...(redis && queueMode(redis)) };
		stand = await startStand(`kill-${mode}`, {}, { env });
		if (redis) for (let count = 0; count < 2; count++) await stand.n8n.startWorker();
	}, 400_000);

	afterAll(async () => {
		await stand?.stop();
		redis?.stop();
	});

	test('n8n is killed again and again: everything arrives, repeats under the same key', async () => {
		await killAtEachMoment(stand, moments);
	}, 1_500_000);
});
