import { startEmulator, type Emulator } from '../emulator/server';
import { account as accountOf } from '../emulator/support';
import { newAccount } from '../emulator/extern/organizations/accounts';
import { organizationFacts } from '../emulator/extern/seed/seed';
import { seedUsers } from '../emulator/auth/state';
import type { Contents, Facts } from './emulator';

const DAY = 86_400_000;
const wall = (ms: number) => new Date(ms).toISOString().slice(0, 19);

function fillReceipts({ state }: Emulator, { registers, each }: NonNullable<Contents['receipts']>) {
	state.ofd.clear();
	const { id } = state.ofd.addOrganization();
	const started = state.clock.now().getTime() - 30 * DAY;
	for (let i = 0; i < registers; i++) {
		const installed = { dateTime: wall(started), receivedAt: new Date(started) };
		const { regNumber } = state.ofd.addRegister(id, { installed });
		const step = Math.floor((29 * DAY) / each);
		state.ofd.addDocuments(
			regNumber,
			Array.from({ length: each }, (_, n) => {
				const at = started + (n + 1) * step;
				return { dateTime: wall(at), receivedAt: new Date(at) };
			}),
		);
	}
	return { organizationId: id, from: wall(started - DAY), to: wall(started + 33 * DAY) };
}

/** Accounts of the partner, made where they are too few. */
function accountsOf({ state }: Emulator, count: number) {
	const { extern } = state;
	for (let number = extern.accounts.size + 1; extern.accounts.size < count; number++)
		newAccount(extern, organizationFacts(number)).members.set(seedUsers[0].login, 'admin');
	const all = [...extern.accounts.values()].filter(({ members }) => members.has(seedUsers[0].login));
	return all.slice(0, count).map(({ id, inn, kpp }) => ({ accountId: id, inn, kpp }));
}

interface Question {
	requests?: true;
	reads?: true;
	docflows?: true;
	print?: number;
	pass?: number;
	keepOnly?: string;
	accounts?: number;
}

function answer(emulator: Emulator, { reads, docflows, print, pass, keepOnly, accounts }: Question) {
	const { control, state } = emulator;
	if (reads)
		return control.log({ service: 'ofd', method: 'GET' }).map(({ path, query }) => ({ path, query }));
	if (docflows) return Number(control.accounts()[0].docflows);
	if (accounts !== undefined) return accountsOf(emulator, accounts);
	if (keepOnly !== undefined) {
		const { contents } = accountOf(emulator);
		for (const id of contents.keys()) if (id !== keepOnly) contents.delete(id);
		return 0;
	}
	if (pass !== undefined) {
		state.clock.advance(pass);
		return 0;
	}
	if (print !== undefined) {
		const [organization] = state.ofd.organizations;
		for (const { regNumber } of organization.registers) state.ofd.printReceipts(regNumber, { count: print });
		const now = state.clock.now().getTime();
		// A day on both sides: registers print the time of their own zone.
		return { since: wall(now - DAY), until: wall(now + DAY) };
	}
	const { requests } = control.counters();
	control.clearLog();
	return Object.values(requests).reduce((a, b) => a + b, 0);
}

async function main(): Promise<void> {
	const contents = JSON.parse(process.argv[2]) as Contents;
	const { tls } = contents;
	const emulator = await startEmulator({ tls, options: { externParallelLimit: 0, ...contents.options } });
	const { control } = emulator;
	const filled = contents.receipts
		? fillReceipts(emulator, contents.receipts)
		: { organizationId: '', from: '', to: '' };
	const [account] = control.accounts();
	process.on('message', (question: Question) => {
		process.send?.(answer(emulator, question));
	});
	const { id, inn, kpp } = account;
	const facts: Facts = {
		url: emulator.url,
		accountId: String(id),
		inn: String(inn),
		kpp: String(kpp),
		...filled,
	};
	process.send?.(facts);
}

void main();
