import { afterWorkingDays } from '../../nodes/shared/calendar';
import { startEmulator, type Emulator } from '../../test/emulator/server';
import { seedClients, seedUsers } from '../../test/emulator/auth/state';
import { completeInn } from '../../test/emulator/extern/organizations/inn';
import { KEYS } from '../../test/emulator/ofd';
import { TestCertificates, type TestCertificate } from '../../test/support/testCertificates';
import type { Addresses } from './ask/client';
import type { Keys } from './ask/keys';

const PARTNER_USER = 'partner-user-1';

/** Whose key it is: an entrepreneur. */
const OWNER = completeInn('7811000000');

export interface Stand {
	emulator: Emulator;
	addresses: Addresses;
	keys: Keys;
	/** Restores the emulator, with everything that the keys need. */
	reset(): void;
	close(): Promise<void>;
}

const MOSCOW = 3 * 3600 * 1000;

/** Adds the rare data that some probes look for. */
function enrich({ control, state }: Emulator): void {
	const docflows = [...[...state.extern.accounts.values()][0].docflows.values()];
	// The order of changes differs from the order of sending.
	control.changeDocflow(docflows[0].id, {});
	for (const docflow of docflows.filter(({ type }) => type === 'fns534-demand')) {
		const sent = new Date(docflow.createdAt + MOSCOW).toISOString().slice(0, 10);
		docflow.description['receipt-deadline-date'] = afterWorkingDays(sent, 6).date;
	}
	const fund = docflows.find(({ type }) => type.startsWith('fss-'));
	if (fund) control.happen(fund.id);
	control.forgetEvents(1);
}

function introduce(emulator: Emulator, { pem }: TestCertificate): void {
	const { control } = emulator;
	enrich(emulator);
	control.addUserCertificate(seedUsers[0].login, pem);
	control.addTrusted(seedClients[0].clientId, { certificate: pem });
	control.linkUser(seedClients[0].clientId, PARTNER_USER, seedUsers[0].login);
}

/** Starts an emulator with keys that open everything in it. */
export async function startStand(): Promise<Stand> {
	const certificates = await TestCertificates.create();
	const certificate = await certificates.make('rsa', { inn: OWNER });
	// Long enough to be seen: a task that runs, a document flow that is not there yet.
	const emulator = await startEmulator({ options: { taskMs: 50, docflowVisibleMs: 1000 } });
	introduce(emulator, certificate);
	const { url } = emulator;
	return {
		emulator,
		addresses: { identity: url, auth: url, extern: url, ofdAuth: url, ofd: url },
		keys: {
			clientId: seedClients[0].clientId,
			apiKey: seedClients[0].apiKey,
			login: seedUsers[0].login,
			password: seedUsers[0].password,
			keyFile: certificate.paths.key,
			certificateFile: certificate.paths.certificate,
			partnerUserId: PARTNER_USER,
			partnerUserPhone: seedUsers[0].phone,
			ofdKey: KEYS.main,
		},
		reset: () => {
			emulator.control.reset();
			introduce(emulator, certificate);
		},
		close: async () => {
			await emulator.close();
			await certificates.remove();
		},
	};
}
