import { smallPdf } from '../files/pdf';
import { replySignature } from '../flows/family';
import type { Docflow, DocflowDocument } from '../model';
import type { ExternState } from '../state';
import { encodeWindows1251 } from '../files/text';

/** Reasons to refuse a demand. */
export const declineCodes: Record<string, string> = {
	'0300300001': 'Файл не соответствует схеме',
	'0400100005': 'ИНН или КПП не принадлежат получателю',
	'0300300030': 'Число приложений отличается от описи',
	'0100100004': 'Подпись не соответствует документу',
	'0100300003': 'Документ зашифрован для другого получателя',
};

export interface ReplyFile {
	filename: string;
	content: Buffer;
}

function escaped(text: string): string {
	return text.replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

function taxFile(extern: ExternState, document: DocflowDocument, type: string, codes: string[]): ReplyFile {
	const kinds: [ending: string, prefix: string, form: string][] = [
		['-positive', 'KV', '1166002'],
		['-negative', 'UO', '1166006'],
	];
	const [, prefix, form] = kinds.find(([ending]) => type.endsWith(ending)) ?? ['', 'IZ', '1166007'];
	const id = `${prefix}_${document.filename.replace(/\.[^.]*$/, '').slice(0, 60)}_${extern.random.guid()}`;
	const reasons = codes.map((code) => `<ВыявлНар КодОш="${code}" НаимОш="${declineCodes[code]}"/>`).join('');
	const text =
		'<?xml version="1.0" encoding="windows-1251"?>\r\n' +
		`<Файл ИдФайл="${escaped(id)}" ВерсПрог="1.0" ВерсФорм="5.01">` +
		`<Документ КНД="${form}"><ИмяОбрабФайла>${escaped(document.filename)}</ИмяОбрабФайла>${reasons}</Документ></Файл>`;
	return { filename: `${id}.xml`, content: encodeWindows1251(text) };
}

function message(extern: ExternState, document: DocflowDocument, type: string): ReplyFile {
	const id = extern.random.guid();
	const text = `<?xml version="1.0" encoding="utf-8"?>\n<message id="${id}" kind="${type}"><about>${escaped(document.filename)}</about></message>\n`;
	return { filename: `${type}_${id}.xml`, content: Buffer.from(text, 'utf8') };
}

/** The text of a reply: a tax office's format, or for others a message of their exchange. */
export function replyFile(
	extern: ExternState,
	docflow: Docflow,
	document: DocflowDocument,
	type: string,
	codes: string[],
): ReplyFile {
	const own = docflow.type.startsWith('fss-') ? message : taxFile;
	return own(extern, document, type, codes);
}

/** What a bare signature is made over: the part of a message that its signature element covers. */
export function dataToSign(content: Buffer, type: string): Buffer | undefined {
	if (replySignature(type) !== 'raw') return undefined;
	return signedPart(content);
}

export function signedPart(content: Buffer): Buffer {
	return Buffer.concat([Buffer.from('<ds:SignedInfo>'), content, Buffer.from('</ds:SignedInfo>')]);
}

export function printedReply(type: string, filename: string): Buffer {
	return smallPdf([`Reply ${type}`, filename]);
}
