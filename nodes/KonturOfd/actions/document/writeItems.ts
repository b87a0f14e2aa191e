import type { IDataObject } from 'n8n-workflow';
import { partsOf, type OperationContext } from '../../../shared/catalog';
import { PageQueue } from '../../../shared/transport';
import { daysOf } from '../../api/period';
import { readPermitted } from '../../api/permission';
import { itemMaker, viewOf, type DocumentOptions, type View, type ViewParams } from '../../receipts/items';
import { RECEIPT_COLUMNS, tableWriter, type TableFormat } from '../../receipts/table';
import { itemPages, type Collected, type DocumentList } from './readItems';

type Context = Pick<
	OperationContext<ViewParams & { options: DocumentOptions }>,
	'params' | 'client' | 'note' | 'log' | 'nameError' | 'writeChunks'
>;

/** Pages that wait to be written. */
const MOST_WAITING = 4;

/** Returns which fields a row has, and the columns of a table. A table has no nested fields. */
function rowsOf(params: ViewParams, format: TableFormat): { view: View; columns: readonly string[] } {
	const view = viewOf(params);
	if (typeof view !== 'boolean') return { view, columns: view };
	return { view: view || format === 'csv', columns: RECEIPT_COLUMNS };
}

/**
 * Writes documents to a file while they are read, so that only a few pages are in memory. The rows of cash registers
 * alternate by page. Any failure ends the whole: nothing in a file would show that a part is missing.
 */
export async function writeFile(
	context: Context,
	list: DocumentList,
	format: TableFormat,
): Promise<Collected> {
	const { params, client, note, writeChunks } = context;
	const { registers, period, periodOf, request, kinds, most } = list;
	const parts = partsOf(context, 'stop');
	const { view, columns } = rowsOf(params, format);
	const make = itemMaker(params.options, view, kinds);
	const writer = tableWriter(format, columns);
	const queue = new PageQueue<string>(MOST_WAITING);
	const selected = await registers(parts);
	let documents = 0;
	let rows = 0;
	const write = async (made: ReadonlyArray<Array<{ json: IDataObject }>>): Promise<boolean> => {
		const wanted = made.filter((items) => items.length > 0).slice(0, most - documents);
		documents += wanted.length;
		const lines = wanted.flat().map(({ json }) => json);
		rows += lines.length;
		return (await queue.push(writer.page(lines))) && documents < most;
	};
	let failure: { error: unknown } | undefined;
	const reading = readPermitted(client, selected, {
		period,
		periodOf: (register) => periodOf?.(register, period) ?? period,
		request,
		read: async (asked, register) => {
			if (documents >= most) return [];
			for await (const made of itemPages(client, asked, register, list, make)) {
				if (!(await write(made))) break;
			}
			return [];
		},
		most: Infinity,
		note,
		parts,
	}).then(
		() => queue.end(),
		(error: unknown) => {
			failure = { error };
			queue.end(failure);
		},
	);
	async function* chunks(): AsyncGenerator<Uint8Array> {
		if (writer.head) yield Buffer.from(writer.head);
		for await (const text of queue.read()) yield Buffer.from(text);
	}
	const [from, to] = daysOf(period);
	const fileName = `receipts_${from}_${to}.${writer.extension}`;
	const data = await writeChunks(chunks(), fileName, writer.mimeType).catch((error: unknown) => {
		// The producers wait for a reader that is gone.
		queue.end();
		throw failure ? failure.error : error;
	});
	await reading;
	if (failure) throw failure.error;
	const json = { fileName, documents, rows, cashRegisters: selected.length, from, to };
	return { outputs: [{ json, binary: { data } }], documents, isPartial: false };
}
