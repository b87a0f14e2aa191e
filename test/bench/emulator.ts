import { fork } from 'child_process';
import { join } from 'path';
import type { EmulatorOptions, StartOptions } from '../emulator/server';

/** What to fill the emulator with. */
export interface Contents {
	options?: Partial<EmulatorOptions>;
	tls?: StartOptions['tls'];
	/** Cash registers of one organization, and the number of receipts in each. */
	receipts?: { registers: number; each: number };
}

export interface Facts {
	url: string;
	accountId: string;
	inn: string;
	kpp: string;
	/** When receipts were filled in: their organization and period. */
	organizationId: string;
	from: string;
	to: string;
}

export interface Account {
	accountId: string;
	inn: string;
	kpp: string;
}

/** A request that only reads. */
export interface Read {
	path: string;
	query: Record<string, string[]>;
}

export interface BenchEmulator extends Facts {
	/** Requests answered since the last call. */
	requests: () => Promise<number>;
	/** What Kontur.OFD was asked for since the last call of `requests`, in order. */
	reads: () => Promise<Read[]>;
	/** Document flows of the account. */
	docflows: () => Promise<number>;
	/** Prints further receipts in each of the registers; says of which period they are. */
	print: (count: number) => Promise<{ since: string; until: string }>;
	/** Number of accounts of the signed-in user, each with an organization. */
	accounts: (count: number) => Promise<Account[]>;
	/** Forgets all contents of the account but one. */
	keepOnly: (contentId: string) => Promise<void>;
	/** Moves the emulator's clock on, in milliseconds. */
	pass: (ms: number) => Promise<void>;
	stop: () => void;
}

/** The emulator in a separate process, so that it does not share an event loop with the measured code. */
export async function startBenchEmulator(contents: Contents = {}): Promise<BenchEmulator> {
	const child = fork(join(__dirname, 'emulatorProcess.js'), [JSON.stringify(contents)], {
		execArgv: ['--max-old-space-size=12000'],
	});
	const answer = async <T>(): Promise<T> =>
		await new Promise((resolve, reject) => {
			const ended = (code: number) => reject(new Error(`The emulator ended with ${code}`));
			child.once('exit', ended);
			child.once('message', (message) => {
				child.off('exit', ended);
				resolve(message as T);
			});
		});
	const ask = async <T>(question: object): Promise<T> => {
		const answered = answer<T>();
		child.send(question);
		return await answered;
	};
	const facts = await answer<Facts>();
	return {
		...facts,
		requests: async () => await ask<number>({ requests: true }),
		reads: async () => await ask<Read[]>({ reads: true }),
		docflows: async () => await ask<number>({ docflows: true }),
		accounts: async (count) => await ask<Account[]>({ accounts: count }),
		print: async (count) => await ask({ print: count }),
		keepOnly: async (contentId) => await ask({ keepOnly: contentId }),
		pass: async (ms) => await ask({ pass: ms }),
		stop: () => void child.kill('SIGTERM'),
	};
}
