import { impatient, killAtEachMoment } from './support/kills';
import { queueMode, startRedis, type Redis } from './support/redis';
import { startStand, type Stand } from './support/stand';

/* A power cut of the process that polls, while a worker executes. */

let redis: Redis;
let stand: Stand;

beforeAll(async () => {
	redis = await startRedis();
	stand = await startStand('kill-queue', {}, { env: { ...queueMode(redis), ...impatient } });
	await stand.n8n.startWorker();
}, 400_000);

afterAll(async () => {
	await stand?.stop();
	redis?.stop();
});

test('main is killed again and again: everything arrives, repeats under the same key', async () => {
	await killAtEachMoment(stand, 'queue');
}, 1_500_000);
