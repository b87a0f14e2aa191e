/** A taxpayer or sender: INN, and for organizations the KPP. */
export interface Party {
	inn: string;
	kpp?: string;
}

/** What a file of a report says about itself; left out is what its format does not tell. */
export interface ReportFacts {
	/** The name that the tax office prescribes, without an ending. */
	fileId?: string;
	/** Type for Kontur where it does not recognize the file by itself. */
	type?: string;
	/** Number of the form (KND). */
	form?: string;
	/** Code of the reporting period, and its year. */
	periodCode?: string;
	year?: string;
	/** Code of the tax office, and of the one that passes the file on to it. */
	taxOffice?: string;
	transit?: string;
	sender?: Party;
	payer?: Party;
	/** What is wrong about its encoding, to follow the words "the file". */
	problem?: string;
}

/** How many bytes of a file are enough for `readFacts`: what it looks for stands in the first elements. */
export const HEAD = 64 * 1024;

/**
 * Names of files for the tax office: R_T_A_K_O_GGGGMMDD_N. R_T: kind of file; A: the office that is sent to;
 * K: the office that it is for; O: the sender's INN and KPP, 19 digits, or INN of 12 digits.
 * Source: the formats of the Federal Tax Service, section "Name of the exchange file".
 */
const NAME = /^([A-Z]{2}_[A-Z0-9.]+)_(\d{4})_(\d{4})_(\d{19}|\d{12})_\d{8}_[^_]+$/i;

/** Whether a file has a name that the tax office prescribes. */
export const isReportName = (fileName: string): boolean => NAME.test(fileName.replace(/\.[^.]*$/, ''));

const party = (inn: string, kpp: string): Party | undefined =>
	inn ? { inn, ...(kpp ? { kpp } : {}) } : undefined;

/** The attributes of the first element of a name. Values that matter here hold no references. */
function attributesOf(text: string, element: string): Record<string, string> {
	const tag = new RegExp(`<(?:${element})(\\s[^>]*)>`, 'u').exec(text)?.[1] ?? '';
	const pairs = tag.matchAll(/([\p{L}_][\p{L}\p{N}_.]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu);
	return Object.fromEntries([...pairs].map(([, name, quoted, single]) => [name, quoted ?? single]));
}

const decode = (encoding: string, head: Uint8Array) => new TextDecoder(encoding).decode(head);
const isReport = (text: string) => /<Файл[\s>]/u.test(text);

const declaredEncoding = (head: Buffer) =>
	/<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.-]{1,40})["']/.exec(head.toString('latin1', 0, 300))?.[1];

const isCyrillic = (encoding: string | undefined) => /^(windows-|cp)1251$/i.test(encoding ?? '');

/** The beginning of an XML file as text, with what is wrong about its encoding. */
function readText(head: Buffer): { text: string; problem?: string } {
	const [first] = head;
	if (first === 0xff || first === 0xfe) {
		return { text: decode(first === 0xff ? 'utf-16le' : 'utf-16be', head), problem: 'is in UTF-16' };
	}
	const declared = declaredEncoding(head);
	const saysRight = isCyrillic(declared);
	const says = declared ? `says in its first line that it is in ${declared}` : 'says nothing of its encoding';
	const cyrillic = decode('windows-1251', head);
	const other = decode('utf-8', head);
	if (!isReport(cyrillic) && isReport(other)) {
		return { text: other, problem: saysRight ? `${says}, but is in UTF-8` : 'is in UTF-8' };
	}
	return { text: cyrillic, problem: saysRight ? undefined : says };
}

const BEGINS_AS_XML = /^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*</;

const isXmlText = (head: Buffer) => BEGINS_AS_XML.test(head.toString('latin1', 0, 100).replaceAll('\0', ''));

/**
 * What is wrong when an XML file for the tax office is in another encoding than it says, to follow the words "the file";
 * whatever agrees with itself is let pass.
 * @param head the first `HEAD` bytes
 */
export function encodingContradiction(head: Buffer): string | undefined {
	if (!isXmlText(head)) return undefined;
	const declared = declaredEncoding(head);
	const says = `says in its first line that it is in ${declared}`;
	// A character may be cut at the end of the head.
	const text = new TextDecoder('utf-8').decode(head, { stream: true });
	const isUtf8 = !text.includes('\ufffd');
	if (isCyrillic(declared)) {
		// Cyrillic in windows-1251 is never UTF-8 by chance.
		return isUtf8 && text.length < head.length ? `${says}, but is in UTF-8` : undefined;
	}
	if (isUtf8 || !/^utf-?8$/i.test(declared ?? 'utf-8')) return undefined;
	return declared ? `${says}, but is not` : 'does not say in its first line in what encoding it is';
}

/**
 * Reads what a report for the tax office says about itself, from its name and the beginning of its content.
 * Source: the formats of the Federal Tax Service (elements Файл, Документ and СвНП; names of files). Other
 * authorities' formats do not name the recipient, so nothing is read from them.
 * @param head the first `HEAD` bytes
 */
export function readFacts(fileName: string, head: Buffer): ReportFacts {
	const given = fileName.replace(/\.[^.]*$/, '');
	const isXml = isXmlText(head);
	const { text, problem } = isXml ? readText(head) : { text: '', problem: undefined };
	const fileId = isReport(text) ? attributesOf(text, 'Файл')['ИдФайл'] : undefined;
	const name = NAME.exec(given) ?? NAME.exec(fileId ?? '');
	if (!name && !fileId) return {};
	const [, kind = '', transit, office, sender = ''] = name ?? [];
	const document = attributesOf(text, 'Документ');
	const [inn, kpp] = sender.length === 19 ? [sender.slice(0, 10), sender.slice(10)] : [sender, ''];
	const payer = attributesOf(text, 'НПЮЛ|НПФЛ|НПИП');
	const taxOffice = document['КодНО'] || office;
	return {
		fileId,
		// Kontur.Extern documentation, "Draft documents": a power-of-attorney message has to be given its type.
		type: /^ON_DOV/i.test(kind) ? 'urn:document:fns534-report-warrant' : undefined,
		form: document['КНД'],
		periodCode: document['Период'],
		year: document['ОтчетГод'],
		taxOffice,
		transit: transit && transit !== taxOffice ? transit : undefined,
		sender: party(inn, kpp),
		payer: party(payer['ИННЮЛ'] ?? payer['ИННФЛ'] ?? '', payer['КПП'] ?? ''),
		// Powers of attorney and what is no XML have rules of their own.
		problem: /^(NO|UT|SR)_/i.test(kind) && isXml ? problem : undefined,
	};
}
