import type { IDataObject } from 'n8n-workflow';
import { partsOf, type OperationContext, type Output } from '../../../shared/catalog';
import { mapInTurns, PageQueue, paginate } from '../../../shared/transport';
import { daysOf } from '../../api/period';
import { readPermitted } from '../../api/permission';
import { originOf } from '../../api/selectRegisters';
import { keyDocument } from '../../receipts/document';
import { itemMaker, type DocumentOptions } from '../../receipts/items';
import { RECEIPT_COLUMNS, tableWriter, type TableFormat } from '../../receipts/table';
import type { DocumentList } from './readItems';

type Context = Pick<
	OperationContext<{ options: DocumentOptions; returnAll: boolean; limit: number }>,
	'params' | 'client' | 'simplify' | 'note' | 'log' | 'nameError' | 'writeChunks'
>;

/** Pages that wait to be written. */
const MOST_WAITING = 4;

/**
 * Writes documents to a file while they are read, so that only a few pages are in memory. The rows of cash registers
 * alternate by page. Any failure ends the whole: nothing in a file would show that a part is missing.
 */
export async function writeItems(
	context: Context,
	{ registers, period, request, paging }: DocumentList,
	format: TableFormat,
): Promise<Output[]> {
	const { params, client, simplify, note, writeChunks } = context;
	const most = params.returnAll ? Infinity : params.limit;
	const parts = partsOf(context, 'stop');
	// A table has no nested fields.
	const make = itemMaker(params.options, simplify || format === 'csv');
	const writer = tableWriter(format, RECEIPT_COLUMNS);
	const queue = new PageQueue<string>(MOST_WAITING);
	const selected = await registers(parts);
	let documents = 0;
	let rows = 0;
	const write = async (page: readonly IDataObject[], origin: IDataObject): Promise<boolean> => {
		const made: Array<Array<{ json: IDataObject }>> = await mapInTurns(page, (envelope) =>
			make([keyDocument(envelope)], origin),
		);
		const wanted = made.filter((items) => items.length > 0).slice(0, most - documents);
		documents += wanted.length;
		const lines = wanted.flat().map(({ json }) => json);
		rows += lines.length;
		return (await queue.push(writer.page(lines))) && documents < most;
	};
	let failure: { error: unknown } | undefined;
	const reading = readPermitted(client, selected, {
		period,
		request,
		read: async (asked, register) => {
			const origin = originOf(register);
			if (documents >= most) return [];
			for await (const page of paginate(client, asked, paging, Infinity)) {
				if (!(await write(page, origin))) break;
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
	const file = await writeChunks(chunks(), fileName, writer.mimeType).catch((error: unknown) => {
		// The producers wait for a reader that is gone.
		queue.end();
		throw failure ? failure.error : error;
	});
	await reading;
	if (failure) throw failure.error;
	return [
		{ json: { fileName, documents, rows, cashRegisters: selected.length, from, to }, binary: { data: file } },
	];
}
