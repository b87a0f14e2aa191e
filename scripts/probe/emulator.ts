import { startEmulator, type Emulator } from '../../test/emulator/server';
import { seedClients, seedUsers } from '../../test/emulator/auth/state';
import { KEYS } from '../../test/emulator/ofd';
import { TestCertificates, type TestCertificate } from '../../test/support/testCertificates';
import type { Addresses } from './ask/client';
import type { Keys } from './ask/keys';

const PARTNER_USER = 'partner-user-1';

export interface Stand {
	emulator: Emulator;
	addresses: Addresses;
	keys: Keys;
	/** Restores the emulator, with everything that the keys need. */
	reset(): void;
	close(): Promise<void>;
}

function introduce({ control }: Emulator, { pem }: TestCertificate): void {
	control.addUserCertificate(seedUsers[0].login, pem);
	control.addTrusted(seedClients[0].clientId, { certificate: pem });
	control.linkUser(seedClients[0].clientId, PARTNER_USER, seedUsers[0].login);
}

/** Starts an emulator with keys that open everything in it. */
export async function startStand(): Promise<Stand> {
	const certificates = await TestCertificates.create();
	const certificate = await certificates.make('rsa');
	const emulator = await startEmulator({ options: { taskMs: 5, docflowVisibleMs: 5 } });
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
