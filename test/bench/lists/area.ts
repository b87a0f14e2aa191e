import { EXTERN, externCredential } from '../../host/engine/kontur';
import type { Area, Line } from '../area';
import { startBenchEmulator } from '../emulator';
import { benchEngine } from '../engine';
import { sized } from '../size';
import { milliseconds } from '../timing';

const ACCOUNTS = sized(10_000, 1000);

async function* lines(): AsyncGenerator<Line> {
	const emulator = await startBenchEmulator();
	try {
		const accounts = await emulator.accounts(ACCOUNTS);
		const engine = benchEngine(emulator.url);
		const search = async (filter?: string) =>
			await engine.listSearch(
				EXTERN,
				'searchAccounts',
				{ resource: 'report', operation: 'send' },
				{ credentials: externCredential, filter },
			);
		await search();
		await emulator.requests();
		const ms = await milliseconds(search);
		const of = `of ${ACCOUNTS.toLocaleString('en')} accounts`;
		yield {
			what: `requests of the first page ${of}`,
			ours: await emulator.requests(),
			unit: '',
			bound: { most: 1 },
		};
		yield { what: '  its time', ours: ms, unit: 'ms' };
		const { inn } = accounts[ACCOUNTS >> 1];
		const found = await search(inn);
		if (found.results.length === 0 && !found.paginationToken) throw new Error('The account was not found');
		yield {
			what: `requests of a search by INN ${of}`,
			ours: await emulator.requests(),
			unit: '',
			note: 'Kontur.Extern cannot search accounts: pages are read until one is found',
		};
	} finally {
		emulator.stop();
	}
}

/** What opening a list costs in the editor. */
export const lists: Area = {
	title: 'Lists to choose from, in the engine of n8n',
	missing: () => undefined,
	tables: () => [{ title: 'accounts', lines }],
};
