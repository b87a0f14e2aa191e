import { impatient, killAtEachMoment } from './support/kills';
import { startStand, type Stand } from './support/stand';

/* A power cut while triggers work. */

let stand: Stand;

beforeAll(async () => {
	stand = await startStand('kill', {}, { env: impatient });
}, 240_000);

afterAll(async () => {
	await stand?.stop();
});

test('n8n is killed again and again: everything arrives, repeats under the same key', async () => {
	await killAtEachMoment(stand, 'n8n');
}, 1_500_000);
