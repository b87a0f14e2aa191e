import { calendarDate } from '../dates';
import { smallPdf } from '../files/pdf';
import { decodeWindows1251, encodeWindows1251 } from '../files/text';
import { attributeValues, elementAttributes, xmlProblem } from '../files/xml';

export interface DemandFacts {
	fileId: string;
	knd: string;
	office: string;
	inn: string;
	kpp?: string;
	attachments: string[];
}

/** The description of a demand: its addressee and attachments. */
export function demandFile(facts: DemandFacts): Buffer {
	const kpp = facts.kpp ? ` КПП="${facts.kpp}"` : '';
	const owner =
		facts.inn.length === 12 ? `<НПФЛ ИННФЛ="${facts.inn}"/>` : `<НПЮЛ ИННЮЛ="${facts.inn}"${kpp}/>`;
	return encodeWindows1251(
		[
			'<?xml version="1.0" encoding="windows-1251"?>',
			`<Файл ИдФайл="${facts.fileId}" ВерсПрог="1.0" ВерсФорм="5.01">`,
			`\t<Документ КНД="${facts.knd}" КодНО="${facts.office}">`,
			`\t\t<СвНП>${owner}</СвНП>`,
			...facts.attachments.map((name) => `\t\t<Прилож ИмяФайл="${name}"/>`),
			'\t</Документ>',
			'</Файл>',
			'',
		].join('\r\n'),
	);
}

export interface DemandReading {
	/** Why the file is not XML. */
	problem?: string;
	/** Whether it has everything that the schema requires. */
	complete: boolean;
	inns: string[];
	kpps: string[];
	attachments: string[];
}

export function readDemandFile(bytes: Buffer): DemandReading {
	const text = decodeWindows1251(bytes);
	const problem = xmlProblem(text);
	const file = elementAttributes(text, 'Файл');
	const document = elementAttributes(text, 'Документ');
	return {
		...(problem === undefined ? {} : { problem }),
		complete: /^ON_DOCNPNO/.test(file['ИдФайл'] ?? '') && /^\d{7}$/.test(document['КНД'] ?? ''),
		inns: ['ИННЮЛ', 'ИННФЛ'].flatMap((name) => attributeValues(text, name)),
		kpps: attributeValues(text, 'КПП'),
		attachments: attributeValues(text, 'ИмяФайл'),
	};
}

export interface PaperFacts {
	number: string;
	knd: string;
	/** yyyy-mm-dd. */
	date: string;
	replyDate: string;
	inn: string;
}

const labels: [label: string, name: keyof PaperFacts][] = [
	['Demand No.', 'number'],
	['KND', 'knd'],
	['Date', 'date'],
	['Answer until', 'replyDate'],
	['INN', 'inn'],
];

/** The demand on paper. */
export function demandPaper(facts: PaperFacts): Buffer {
	return smallPdf(labels.map(([label, name]) => `${label} ${facts[name]}`));
}

function isoDate(text: string): string | undefined {
	const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
	return match ? calendarDate(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** The result of recognition; empty for documents of another format. */
export function recognizePaper(pdf: Buffer): Record<string, string | string[] | undefined> {
	const text = pdf.toString('latin1');
	const find = (name: keyof PaperFacts): string => {
		const label = labels.find(([, item]) => item === name)?.[0] ?? '';
		return new RegExp(`\\(${label.replace('.', '\\.')} ([^)]*)\\) Tj`).exec(text)?.[1] ?? '';
	};
	const inn = find('inn');
	return {
		'demand-number': find('number') || undefined,
		'demand-knd': find('knd') || undefined,
		'demand-date': isoDate(find('date')),
		'reply-deadline-date': isoDate(find('replyDate')),
		'demand-inn-list': inn === '' ? [] : [inn],
	};
}
