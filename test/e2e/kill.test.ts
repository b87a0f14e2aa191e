import { drawKills, impatient, killAtEachMoment } from './support/kills';
import type { Worker } from './support/n8n';
import { queueMode, startRedis, type Redis } from './support/redis';
import { startStand, type Stand } from './support/stand';
import { killWorkersUnderLoad } from './support/underLoad';

/* A power cut while n8n works. */

describe.each(drawKills())('$mode mode', ({ mode, moments }) => {
	const workers: Worker[] = [];
	let redis: Redis | undefined;
	let stand: Stand;

	beforeAll(async () => {
		redis = mode === 'regular' ? undefined : await startRedis();
		const env = { ...impatient, ...(redis && queueMode(redis)) };
		const options = mode === 'load' ? { certificateOwner: '' } : {};
		stand = await startStand(`kill-${mode}`, options, { env });
		if (redis) for (let count = 0; count < 2; count++) workers.push(await stand.n8n.startWorker());
	}, 400_000);

	afterAll(async () => {
		await stand?.stop();
		redis?.stop();
	});

	if (mode === 'load') {
		test('workers are killed under load: every report is sent once, every receipt arrives', async () => {
			await killWorkersUnderLoad(stand, workers);
		}, 900_000);
	} else {
		test('n8n is killed again and again: everything arrives, repeats under the same key', async () => {
			await killAtEachMoment(stand, moments);
		}, 1_500_000);
	}
});
