import { createHash } from 'crypto';
import { scan } from '../../../nodes/KonturExtern/jobs/report';
import { chunked } from '../../../nodes/shared/gost';
import { cp1251 } from '../../support/reports/reconstruction';
import type { Line } from '../area';
import { sized } from '../size';
import { longestBlock, peakMemory, sideBySide } from '../timing';

const MB = 1024 * 1024;
const SIZE = sized(200, 20);
const ROUNDS = sized(3, 1);

const HEAD = cp1251(
	'<?xml version="1.0" encoding="windows-1251"?>\r\n<Файл ИдФайл="NO_NDS.9_6670_6670_6670100001667001001_20260401_1"><Документ Индекс="0000090" НомКорр="0"><КнигаПрод>\r\n',
);
const ROW = cp1251(
	'<КнПродСтр НомерПор="1" НомСчФПрод="123" ДатаСчФПрод="01.04.2026" СтоимПродСФ="1200.00"><КодВидОпер>01</КодВидОпер><СвПокуп><СведЮЛ ИННЮЛ="7702070139" КПП="770201001"/></СвПокуп></КнПродСтр>\r\n',
);
const TAIL = cp1251('</КнигаПрод></Документ></Файл>\r\n');

const block = Buffer.concat(Array.from({ length: Math.ceil(MB / ROW.length) }, () => ROW));

/** A sales ledger of a large seller. */
async function* ledger(): AsyncGenerator<Buffer> {
	yield HEAD;
	for (let size = 0; size < SIZE * MB; size += block.length) yield block;
	yield TAIL;
}

async function recognized(): Promise<void> {
	const { facts, size } = await scan('ledger.xml', ledger());
	if (facts.role !== 'attachment' || facts.problems.length > 0 || size < SIZE * MB) {
		throw new Error('the ledger was not recognized');
	}
}

async function hashed(): Promise<void> {
	const hash = createHash('sha256');
	for await (const chunk of chunked(ledger())) hash.update(chunk);
	hash.digest();
}

/** The pass that Report: Send and Recognize make over a file: form, payer, encoding and hash at once. */
export async function* recognition(): AsyncGenerator<Line> {
	const note = 'the hash alone';
	yield {
		what: `pass over a report of ${SIZE} MB`,
		...(await sideBySide(ROUNDS, recognized, hashed)),
		unit: 'ms',
		note,
	};
	yield {
		what: '  memory',
		ours: await peakMemory(recognized),
		unit: 'MB',
		bound: { most: 100 },
	};
	yield {
		what: '  longest block',
		ours: await longestBlock(recognized),
		unit: 'ms',
		bound: { most: 50 },
	};
}
