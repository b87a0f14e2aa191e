import { Ask } from '../ask';
import { secretValues } from '../ask/keys';
import { Secrets } from '../ask/secrets';
import { doubts } from '../doubts';
import { startStand } from '../emulator';
import { runProbes } from '../run';
import { compare, type Compared } from './compare';
import { Recorder, type Cassette } from './record';

/** Runs the probes of a cassette against an emulator and compares the answers. */
export async function replay(cassette: Cassette): Promise<Compared> {
	const asked = new Set(cassette.exchanges.map(({ doubt }) => doubt));
	const stand = await startStand();
	const secrets = new Secrets(secretValues(stand.keys));
	const recorder = new Recorder(secrets);
	const ask = new Ask({ ...stand, isTestStand: true, secrets, onExchange: recorder.onExchange });
	await runProbes(
		doubts.filter(({ id }) => asked.has(id)),
		ask,
		{ allowed: new Set(['reads', 'writes', 'sends']), onOutcome: recorder.onOutcome },
	).finally(() => stand.close());
	return compare(cassette, recorder.cassette());
}
