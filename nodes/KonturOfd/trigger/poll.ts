import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { t } from '../../shared/language';
import { markNow, runPoll } from '../../shared/polling';
import { createClient, isTransient, ofdService, withServerClock } from '../../shared/transport';
import { listWatched } from './listWatched';
import { previewItems } from './preview';
import { readCashRegisters } from './readCashRegisters';
import { settingsOf } from './settings';
import {
	pack,
	readStored,
	undo,
	undoOf,
	unpack,
	type PackedReceipts,
	type StoredReceipts,
} from './state/receiptsCodec';
import type { TreeDiff } from './state/treeDiff';

/** Rejects state from a later version of the package, because starting over would lose it. */
function parseStored(context: IPollFunctions, stored: unknown): StoredReceipts | undefined {
	const read = readStored(stored, Date.now());
	if (read !== 'unknown') return read;
	throw new NodeOperationError(context.getNode(), t`The state of the trigger was stored by a later version`, {
		description: t`Install the later version of n8n-nodes-kontur again, or replace this trigger with a new one, which will start over.`,
	});
}

/**
 * Runs one poll of the receipts trigger. A register that fails does not stop the others; the poll fails when all do, or
 * when Kontur refuses the credential.
 */
export async function pollReceipts(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const startedAt = markNow();
	const settings = settingsOf(context);
	const client = createClient(context, ofdService);
	if (context.getMode() === 'manual') {
		const clock = withServerClock(client);
		const watched = await listWatched(context, clock.client, settings.filter);
		const items = await previewItems(client, watched, clock.now(), settings.makeItems);
		return items.length ? [items] : null;
	}
	return await runPoll<PackedReceipts, TreeDiff>(context, {
		key: 'receipts',
		parse: (stored) => parseStored(context, stored),
		undo,
		clocks: client.clocks,
		read: async (packed, activatedAt) => {
			const stored = packed && unpack(packed);
			const outcome = await readCashRegisters(context, client, settings, stored, { startedAt, activatedAt });
			const { before, after, items, emitted, failure } = outcome;
			return {
				state: pack(after),
				undo: items.length > 0 ? undoOf(before, after, emitted) : undefined,
				items,
				// Keep the state even if Kontur does not answer the first poll, so that receipts from now on count as new.
				failure: stored === undefined && isTransient(failure?.cause) ? undefined : failure,
			};
		},
	});
}
