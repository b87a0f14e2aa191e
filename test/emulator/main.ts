import { gostEngine } from '../support/openssl';
import { seedClients, seedUsers } from './auth/state';
import { robots } from './extern/flows';
import { KEYS } from './ofd';
import { startEmulator } from './server';

function portOf(args: string[]): number {
	const index = args.indexOf('--port');
	const text = index < 0 ? '8765' : args[index + 1];
	const port = Number(text);
	if (!Number.isInteger(port) || port < 0 || port > 65535) {
		throw new Error(`--port must be a number from 0 to 65535, not '${text}'`);
	}
	return port;
}

async function main(): Promise<void> {
	const args = process.argv.slice(2);
	const emulator = await startEmulator({
		port: portOf(args),
		log: args.includes('--log'),
		options: {
			robotsMode: 'timed',
			robotsStepMs: 3000,
			taskMs: 1500,
			docflowVisibleMs: 1000,
			certificateOwner: seedUsers[0].login,
		},
	});
	const engine = await gostEngine();
	const [first, second] = emulator.control.accounts();
	const lines = [
		`Kontur emulator: ${emulator.url}`,
		'',
		'Use this address as identity, auth, Extern and OFD address of the "custom" environment.',
		'',
		'Users (login / password):',
		...seedUsers.map((user) => `  ${user.login} / ${user.password}${user.blocked ? ' (blocked)' : ''}`),
		'Applications (client id / api-key):',
		...seedClients.map((client) => `  ${client.clientId} / ${client.apiKey}`),
		'Other ways to sign in:',
		`  Certificate: any with an RSA or GOST key lets ${seedUsers[0].login} in (Extern and OFD).`,
		engine
			? '    GOST: by the engine of openssl.'
			: '    GOST: not here, openssl has no GOST engine (Debian: apt-get install libengine-gost-openssl).',
		`  Browser (authorization code): ${emulator.url}/connect/authorize asks for login and password; any redirect address.`,
		`  Device: ${emulator.url}/device`,
		"  Partner who vouches (trusted token, truster): register the partner's certificate and link a user:",
		`    curl ${emulator.url}/_control/auth/trusted --json '{"clientId": "${seedClients[0].clientId}", "certificate": "<PEM without header lines, in one line>"}'`,
		`    curl ${emulator.url}/_control/auth/links --json '{"clientId": "${seedClients[0].clientId}", "serviceUserId": "user-1", "login": "${seedUsers[0].login}"}'`,
		`    Users can also be named or linked by phone: ${seedUsers.map(({ login, phone }) => `${phone} (${login})`).join(', ')}.`,
		'OFD integrator keys:',
		...Object.entries(KEYS).map(([name, key]) => `  ${key} (${name})`),
		'',
		`Accounts of ${seedUsers[0].login}: ${emulator.control.accounts().length}; the first two:`,
		...[first, second].map(
			(account) =>
				`  ${String(account.id)}  INN ${String(account.inn)} KPP ${String(account.kpp)}  ${String(account.name)}` +
				` (${String(account.organizations)} organizations, ${String(account.docflows)} docflows)`,
		),
		'',
		'Authorities that answer by themselves, one step each 3 seconds:',
		...Object.entries(robots).map(([code, robot]) => `  ${code}: ${robot.title}`),
		'  0000: preparing fails with encryption-failed',
		'',
		`Control: ${emulator.url}/_control/routes lists everything that is served.`,
		'Stop with Ctrl+C.',
	];
	console.log(lines.join('\n'));

	const stop = (): void => {
		void emulator.close().then(() => process.exit(0));
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
