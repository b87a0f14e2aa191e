import { encodeWindows1251 } from '../files/text';

export interface SampleReportFacts {
	inn: string;
	kpp?: string;
	/** Sender's INN when somebody else sends for the payer. */
	senderInn?: string;
	office?: string;
	knd?: string;
	period?: string;
	year?: string;
	correction?: string;
	/** Part of the file name that makes it unique. */
	guid: string;
	name?: string;
}

/** A report in the form the checks of the emulator accept, with its file name. */
export function sampleReport(facts: SampleReportFacts): { filename: string; bytes: Buffer } {
	const office = facts.office ?? '0087';
	const sender = facts.senderInn ?? facts.inn;
	const fileId = `NO_PRIB_${office}_${office}_${sender}${facts.kpp ?? ''}_20240605_${facts.guid}`;
	const payer = facts.kpp
		? `<НПЮЛ НаимОрг="${facts.name ?? 'Организация'}" ИННЮЛ="${facts.inn}" КПП="${facts.kpp}"/>`
		: `<НПФЛ ИННФЛ="${facts.inn}"/>`;
	const text = [
		'<?xml version="1.0" encoding="windows-1251"?>',
		`<Файл ИдФайл="${fileId}" ВерсПрог="1.0" ВерсФорм="5.10">`,
		`\t<Документ КНД="${facts.knd ?? '1151006'}" ДатаДок="05.06.2024" Период="${facts.period ?? '21'}" ОтчетГод="${facts.year ?? '2024'}" КодНО="${office}" НомКорр="${facts.correction ?? '0'}">`,
		`\t\t<СвНП>${payer}</СвНП>`,
		'\t</Документ>',
		'</Файл>',
		'',
	].join('\r\n');
	return { filename: `${fileId}.xml`, bytes: encodeWindows1251(text) };
}
