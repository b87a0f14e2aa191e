import { startEmulator, type Emulator } from '../emulator/server';
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

async function main(): Promise<void> {
	const contents = JSON.parse(process.argv[2]) as Contents;
	const emulator = await startEmulator({ options: { externParallelLimit: 0, ...contents.options } });
	const { control, state } = emulator;
	const filled = contents.receipts
		? fillReceipts(emulator, contents.receipts)
		: { organizationId: '', from: '', to: '' };
	const [account] = control.accounts();
	process.on('message', (question: { requests?: true; docflows?: true; print?: number }) => {
		if (question.docflows) {
			process.send?.(Number(control.accounts()[0].docflows));
			return;
		}
		if (question.print !== undefined) {
			const [organization] = state.ofd.organizations;
			for (const { regNumber } of organization.registers) {
				state.ofd.printReceipts(regNumber, { count: question.print });
			}
			process.send?.(0);
			return;
		}
		const { requests } = control.counters();
		control.clearLog();
		process.send?.(Object.values(requests).reduce((a, b) => a + b, 0));
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
