import { impatient, killTenTimes } from './support/kills';
import { startStand, type Stand } from './support/stand';

/* A power cut while triggers work. */

let stand: Stand;

beforeAll(async () => {
	stand = await startStand('kill', {}, { env: impatient });
}, 240_000);

afterAll(async () => {
	await stand?.stop();
});

test('n8n is killed ten times and started again: everything arrives, repeats under the same key', async () => {
	await killTenTimes(stand);
}, 1_500_000);
