import { sampleCells } from '../support/sampling';
import type { Worker } from './support/n8n';
import { queueMode, startRedis, type Redis } from './support/redis';
import { startStand, type Stand } from './support/stand';
import { drawMoments, impatient, killAtEachMoment } from './support/triggers/kills';
import { killWorkersUnderLoad } from './support/triggers/underLoad';
import { undisturbedTriggers } from './support/triggers/undisturbed';

/*
 * Triggers in a real n8n: everything arrives, and once. What happens to n8n meanwhile takes minutes each, so one of it is
 * drawn.
 */

const ways = [
	'undisturbed',
	'a process is killed',
	'main is killed in queue mode',
	'workers are killed under load',
] as const;

describe.each(sampleCells('Triggers in n8n', 'ways', ways, 1))('%s', (way) => {
	const hasWorkers = way === 'main is killed in queue mode' || way === 'workers are killed under load';
	const workers: Worker[] = [];
	let redis: Redis | undefined;
	let stand: Stand;

	beforeAll(async () => {
		redis = hasWorkers ? await startRedis() : undefined;
		const env = way === 'undisturbed' ? {} : { ...impatient, ...(redis && queueMode(redis)) };
		const options = way === 'workers are killed under load' ? { certificateOwner: '' } : {};
		stand = await startStand('triggers', options, { env });
		for (let count = 0; hasWorkers && count < 2; count++) workers.push(await stand.n8n.startWorker());
	}, 400_000);

	afterAll(async () => {
		await stand?.stop();
		redis?.stop();
	});

	if (way === 'undisturbed') undisturbedTriggers(() => stand);
	else if (way === 'workers are killed under load') {
		test('every report is sent once, every receipt arrives', async () => {
			await killWorkersUnderLoad(stand, workers);
		}, 900_000);
	} else {
		test('everything arrives, repeats under the same key', async () => {
			await killAtEachMoment(stand, drawMoments(way));
		}, 1_500_000);
	}
});
