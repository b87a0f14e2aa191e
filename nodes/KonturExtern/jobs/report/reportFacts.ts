/** A taxpayer or sender: INN, and for organizations the KPP. */
export interface Party {
	inn: string;
	kpp?: string;
}

/** What a report file says about itself, as far as its format allows. */
export interface ReportFacts {
	/** The name that the tax office prescribes, without an extension. */
	fileId?: string;
	/** The type that Kontur needs where it does not recognize the file. */
	type?: string;
	/** Number of the form (KND). */
	form?: string;
	/** Code of the reporting period, and its year. */
	periodCode?: string;
	year?: string;
	/** Code of the tax office, and of the one that forwards the file to it. */
	taxOffice?: string;
	transit?: string;
	sender?: Party;
	payer?: Party;
	/** What is wrong with its encoding, as the rest of a sentence that begins with "the file". */
	problem?: string;
}

/** Bytes of a file that `readFacts` needs: everything it looks for is in the first elements. */
export const HEAD = 64 * 1024;

/**
 * Names of files for the tax office: R_T_A_K_O_YYYYMMDD_N. R_T: kind of file; A: the receiving office; K: the office it
 * is forwarded to; O: the sender's INN and KPP, 19 digits, or INN of 12 digits.
 * Source: the formats of the Federal Tax Service, section "Name of the exchange file".
 */
const NAME = /^([A-Z]{2}_[A-Z0-9.]+)_(\d{4})_(\d{4})_(\d{19}|\d{12})_\d{8}_[^_]+$/i;

/** Tells whether a file has a name that the tax office prescribes. */
export const isReportName = (fileName: string): boolean => NAME.test(fileName.replace(/\.[^.]*$/, ''));

const party = (inn: string, kpp: string): Party | undefined =>
	inn ? { inn, ...(kpp ? { kpp } : {}) } : undefined;

/*
 * The head of a file is foreign text. Regular expressions that look for elements or attributes in it would begin anew at
 * every letter; these functions read it once.
 */

/** Returns what is between the name and the end of the first start tag with one of the names. */
function tagOf(text: string, elements: readonly string[]): string {
	for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
		const element = elements.find((name) => text.startsWith(name, at + 1));
		const begin = at + 1 + (element?.length ?? 0);
		if (element === undefined || !/^\s/.test(text.charAt(begin))) continue;
		const end = text.indexOf('>', begin);
		return end < 0 ? '' : text.slice(begin, end);
	}
	return '';
}

/** Returns the attributes of the first element with a name. The values read here contain no entity references. */
function attributesOf(text: string, ...elements: readonly string[]): Record<string, string> {
	const tag = tagOf(text, elements);
	const attributes: Array<[string, string]> = [];
	for (let at = 0, equals = tag.indexOf('='); equals >= 0; equals = tag.indexOf('=', at)) {
		const name = tag.slice(at, equals).trim().split(/\s/).at(-1) ?? '';
		let open = equals + 1;
		while (/^\s/.test(tag.charAt(open))) open += 1;
		const quote = tag.charAt(open);
		const close = quote === '"' || quote === "'" ? tag.indexOf(quote, open + 1) : open;
		if (close < 0) break;
		if (close > open && /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name)) {
			attributes.push([name, tag.slice(open + 1, close)]);
		}
		at = close + (close > open ? 1 : 0);
	}
	return Object.fromEntries(attributes);
}

const decode = (encoding: string, head: Uint8Array) => new TextDecoder(encoding).decode(head);
const isReport = (text: string) => /<Файл[\s>]/u.test(text);

const declaredEncoding = (head: Buffer) =>
	/<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.-]{1,40})["']/.exec(head.toString('latin1', 0, 300))?.[1];

const declares = (encoding: string | undefined) => `declares the encoding ${encoding} in its first line`;

const isCyrillic = (encoding: string | undefined) => /^(windows-|cp)1251$/i.test(encoding ?? '');

/** Decodes the beginning of an XML file, and finds what is wrong with its encoding. */
function readText(head: Buffer): { text: string; problem?: string } {
	const [first] = head;
	if (first === 0xff || first === 0xfe) {
		return { text: decode(first === 0xff ? 'utf-16le' : 'utf-16be', head), problem: 'is in UTF-16' };
	}
	const declared = declaredEncoding(head);
	const saysRight = isCyrillic(declared);
	const says = declared ? declares(declared) : 'does not declare its encoding';
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
 * Finds an XML file for the tax office whose encoding differs from the declared one. A consistent file passes.
 * @param head the first `HEAD` bytes
 * @returns what is wrong, as the rest of a sentence that begins with "the file"
 */
export function encodingContradiction(head: Buffer): string | undefined {
	if (!isXmlText(head)) return undefined;
	const declared = declaredEncoding(head);
	// The head may end inside a character.
	const text = new TextDecoder('utf-8').decode(head, { stream: true });
	const isUtf8 = !text.includes('\ufffd');
	if (isCyrillic(declared)) {
		// Cyrillic text in windows-1251 is never valid UTF-8.
		return isUtf8 && text.length < head.length ? `${declares(declared)}, but is in UTF-8` : undefined;
	}
	if (isUtf8 || !/^utf-?8$/i.test(declared ?? 'utf-8')) return undefined;
	return declared ? `${declares(declared)}, but is not` : 'does not declare its encoding in its first line';
}

/**
 * Reads what a report for the tax office says about itself, from its name and the beginning of its content. The formats
 * of other authorities do not name the recipient, so nothing is read from them.
 * Source: the formats of the Federal Tax Service (elements Файл, Документ and СвНП; file names).
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
	const payer = attributesOf(text, 'НПЮЛ', 'НПФЛ', 'НПИП');
	const taxOffice = document['КодНО'] || office;
	return {
		fileId,
		// Kontur.Extern documentation, "Draft documents": a power-of-attorney message needs its type.
		type: /^ON_DOV/i.test(kind) ? 'urn:document:fns534-report-warrant' : undefined,
		form: document['КНД'],
		periodCode: document['Период'],
		year: document['ОтчетГод'],
		taxOffice,
		transit: transit && transit !== taxOffice ? transit : undefined,
		sender: party(inn, kpp),
		payer: party(payer['ИННЮЛ'] ?? payer['ИННФЛ'] ?? '', payer['КПП'] ?? ''),
		// Powers of attorney and files other than XML follow other rules.
		problem: /^(NO|UT|SR)_/i.test(kind) && isXml ? problem : undefined,
	};
}
