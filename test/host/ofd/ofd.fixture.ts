import type { IDataObject } from 'n8n-workflow';
import { REG_NUMBERS, type FiscalDocument, type OfdState } from '../../emulator/ofd';
import { startEmulator, type Emulator } from '../../emulator/server';
import type { Engine, EngineError, RunOptions, RunResult } from '../engine/engine';
import { OFD, konturEngine, ofdCredential } from '../engine/kontur';

export const id = (value: string) => ({ __rl: true, mode: 'id', value });

/** An emulated Kontur.OFD at noon (UTC) on a day in March, and a node that reads it. */
export interface Shop {
	emulator: Emulator;
	engine: Engine;
	ofd: OfdState;
	run: (
		resource: string,
		operation: string,
		parameters: object,
		options?: RunOptions,
	) => Promise<RunResult & { notes: string[] }>;
	close: () => Promise<void>;
}

export async function openShop(): Promise<Shop> {
	const emulator = await startEmulator();
	emulator.state.clock.freeze(new Date('2026-03-10T12:00:00Z'));
	const engine = konturEngine(emulator);
	return {
		emulator,
		engine,
		ofd: emulator.state.ofd,
		run: async (resource, operation, parameters, options = {}) => {
			const all = { resource, operation, returnAll: true, simplify: false, ...parameters };
			// A workflow that was saved with the first version of the node.
			const result = await engine.run(OFD, all, {
				...{ credentials: ofdCredential, typeVersion: 1 },
				...options,
			});
			const [task] = result.run.data.resultData.runData.Node ?? [];
			return { ...result, notes: (task?.hints ?? []).map(({ message }) => message) };
		},
		close: async () => await emulator.close(),
	};
}

export const isReceipt = ({ kind }: FiscalDocument) => /^(receipt|bso)/.test(kind);

/** The documents of a register in a period, both ends included, from the emulator. */
export const documentsIn = (ofd: OfdState, regNumber: string, from: string, to: string) =>
	ofd
		.documents(regNumber)
		.filter(
			({ dateTime, receivedAt }) =>
				dateTime >= from && dateTime <= to && receivedAt !== null && receivedAt <= ofd.now(),
		);

export const keysOf = (documents: FiscalDocument[]) => documents.map(({ fn, fd }) => `${fn}:${fd}`);

export const sum = (rows: IDataObject[], field: string) =>
	rows.reduce((total, row) => total + Number(row[field] ?? 0), 0);

/** The parts of an error that a workflow can branch on. */
export const detailsOfItem = (error?: EngineError): IDataObject =>
	(error?.context?.kontur ?? {}) as IDataObject;

/** Returns the keys of output items. */
export const itemKeys = (json: IDataObject[]) => json.map(({ dedupeKey }) => dedupeKey);

/** Returns the registers of all three organizations, in the order in which Kontur lists them. */
export const openedRegisters = ({ organizations }: OfdState) =>
	organizations
		.slice(0, 3)
		.flatMap(({ registers }) => registers)
		.filter(({ regNumber }) => regNumber !== REG_NUMBERS.servicesClosed);
