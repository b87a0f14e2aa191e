import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { resume, store } from '../../shared/polling/atLeastOnce';
import { alone, plain } from '../../shared/polling/pollLock';
import { thisProcess } from '../../shared/polling/processId';
import { placeOf } from '../../shared/polling/staticData';
import { createClient, isPassing, ofdService } from '../../shared/transport';
import { clockOf } from '../api/clock';
import { listWatched } from './listWatched';
import { previewItems } from './preview';
import { itemsFor, readCashRegisters } from './readCashRegisters';
import { settingsOf } from './settings';
import { pack, readStored, undo, undoOf, unpack, type StoredReceipts } from './state/receiptsCodec';

/** What is stored. The state of a later version of the package must not be taken for a beginning: it would be lost. */
function storedOf(context: IPollFunctions, stored: unknown): StoredReceipts | undefined {
	const read = readStored(placeOf(context, plain<unknown>(stored)), Date.now());
	if (read !== 'unknown') return read;
	throw new NodeOperationError(context.getNode(), 'The place of the trigger was stored by a later version', {
		description:
			'Install the version of n8n-nodes-kontur that was there before, or put a new trigger in the place of this one: it starts anew.',
	});
}

/**
 * One poll of the receipts trigger. The state is stored in the last statement, after everything that can fail.
 * A register that fails does not hold up the others; the poll fails when all do, or the credential.
 */
export async function pollReceipts(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const settings = settingsOf(context);
	const client = createClient(context, ofdService);
	if (context.getMode() === 'manual') {
		const clock = clockOf(client);
		const watched = await listWatched(clock.client, settings.filter);
		const items = await previewItems(client, watched, clock.now(), itemsFor(settings));
		return items.length ? [items] : null;
	}
	return await alone(context, async (isFirst) => {
		const data = context.getWorkflowStaticData('node');
		const { state: packed, repeats } = resume(storedOf(context, data.receipts), thisProcess, undo);
		if (repeats) {
			context.logger.info(
				`${context.getNode().name}: n8n was stopped after the last receipts came; they come again, with the same keys.`,
			);
		}
		const stored = packed && unpack(packed);
		const outcome = await readCashRegisters(context, client, settings, stored);
		const { before, after, items, emitted, failure } = outcome;
		// The state of a first poll is kept although nobody could be asked: receipts from this moment on are new.
		if (failure && !((isFirst || stored === undefined) && isPassing(failure.error))) throw failure.error;
		const back = items.length > 0 ? undoOf(before, after, emitted) : undefined;
		data.receipts = store(pack(after), thisProcess, back) as unknown as IDataObject;
		return items.length > 0 ? [items] : null;
	});
}
