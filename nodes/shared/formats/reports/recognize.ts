import { t } from '../../language';
import { EncodingInspector, windows1251Problem, type InspectedEncoding } from '../encoding';
import { failureOf, XmlError } from '../xml/error';
import { XmlReader, type XmlRoot } from '../xml/reader';
import { isInn } from '../inn';
import { FORMATS, pensionPlaces, SOAP } from './formats';
import { OTHER_FORMS, TAX_FORMS, TAX_KINDS } from './forms';
import { fileNameFacts, type NameFacts } from './names';
import { fundPeriod, monthWords, noticePeriod, periodWords, type NoticeRow } from './periods';
import { Found, watchPlaces } from './places';
import { efsSections } from './sections';
import type { Format, Party, Recognition } from './types';

/** Names of root elements, which show the encoding of a file that declares another. */
const ROOTS = new Set(FORMATS.map(({ root }) => root).filter((root) => root !== '*'));

/** Numbers of the answers of the tax office, whatever their files are called, and of its demands. */
const RECEIPTS = new Set(['1166002', '1166006', '1166007', '1166009', '1167001']);
const INCOMING = new Set(['1165013', '1165050', '1166103', '1169005']);

/** Numbers of documents of trade: invoices, transfers, deliveries, works, transport. */
const DOCUMENT = /^(?:11151(?:10|2[5-9]|3[1-4])|1175\d{3}|11103(?:39|4\d|6[0-4]))$/;

/** Numbers of powers of attorney. */
const POWER = /^(?:1110310|1167005)$/;

const BEGINS_AS_XML = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*</;

/** Bytes that tell XML from other files. */
const HEAD = 256;

function formatOf(root: XmlRoot, { kind }: NameFacts): Format | undefined {
	return FORMATS.find(
		(format) =>
			(format.root === '*' || format.root === root.local) &&
			(format.needs === undefined || format.needs.some((name) => root.attributes.has(name))) &&
			(format.namespace === undefined || root.uri.toLowerCase().includes(format.namespace)) &&
			(format.name === undefined || `${kind ?? ''}_`.startsWith(format.name)),
	);
}

/** The form that a file of the social fund holds: its namespace names it, or else its elements. */
function fundForm(uri: string, elements: readonly string[]): string | undefined {
	const segments = uri.split('/');
	const named = segments.find((segment) => segment in OTHER_FORMS && segment !== 'ОДВ-1');
	const held = elements.filter((name) => name !== 'СлужебнаяИнформация');
	return named ?? held.find((name) => name in OTHER_FORMS && name !== 'ОДВ-1') ?? held.at(0);
}

function noticeRow(joined: string): NoticeRow {
	const [code, number, year, kbk, oktmo] = joined.split('/');
	return { code, number, year, kbk, oktmo };
}

/** What a report has once, in the order of the damage that a mistake does. */
const SINGLE = [
	['payerInn', t`payer INN`],
	['payerKpp', t`payer KPP`],
	['form', t`form`],
	['office', t`office`],
] as const;

const isNoInn = (inn: string) => /^0*$/.test(inn);

/**
 * Recognizes a file while it is read: what it is, whose, for which period, and what is wrong with it. Everything comes
 * from the elements and attributes that the table of formats names; the file's name says the rest.
 */
export class Recognizer {
	private readonly name: NameFacts;

	private readonly found = new Found();

	private readonly reader: XmlReader;

	private readonly inspector = new EncodingInspector();

	private head = Buffer.alloc(0);

	private isXml: boolean | undefined;

	private problem: string | undefined;

	private root: XmlRoot | undefined;

	private format: Format | undefined;

	constructor(private readonly fileName: string) {
		this.name = fileNameFacts(fileName);
		this.reader = new XmlReader({
			isRoot: (local) => ROOTS.has(local),
			root: (root) => {
				this.root = root;
				const own = fileNameFacts(root.attributes.get('ИдФайл') ?? '');
				this.format = formatOf(root, own.kind === undefined ? this.name : own);
				const watch = this.format && watchPlaces(this.format, this.found, root.uri);
				watch?.attributes?.(root.attributes);
				return watch;
			},
		});
	}

	write(chunk: Uint8Array): void {
		if (this.isXml === undefined) {
			this.head = Buffer.concat([this.head, chunk]);
			if (this.head.length < HEAD) return;
			this.begin();
		} else this.read(chunk);
	}

	/** Returns what is known of the file, which has ended. */
	end(): Recognition {
		if (this.isXml === undefined) this.begin();
		if (this.isXml) this.attempt(() => this.reader.end());
		return this.result();
	}

	private begin(): void {
		this.isXml = BEGINS_AS_XML.test(this.head.toString('latin1', 0, HEAD));
		this.read(this.head);
		this.head = Buffer.alloc(0);
	}

	private read(chunk: Uint8Array): void {
		if (!this.isXml) return;
		this.inspector.push(chunk);
		this.attempt(() => this.reader.write(chunk));
	}

	private attempt(work: () => void): void {
		if (this.problem !== undefined) return;
		const failure = failureOf(work);
		if (failure instanceof XmlError) this.problem = failure.message;
		else if (failure !== undefined) throw failure;
	}

	private result(): Recognition {
		const { root, format, problem } = this;
		const problems: string[] = [];
		if (!this.isXml) {
			if (/\.xml$/i.test(this.fileName.trim())) problems.push(t`is not XML, although its name says so`);
			return {
				role: this.name.kind === undefined ? 'unknown' : 'attachment',
				...this.ofName(this.name),
				problems,
				damage: problems[0],
			};
		}
		const inspected = this.inspector.finish();
		const wrong = format?.encoding === 'windows-1251' ? windows1251Problem(inspected) : inspected.problem;
		if (wrong !== undefined) problems.push(wrong.text);
		const damage = problem === undefined ? undefined : t`is damaged: it ${problem}`;
		if (damage !== undefined) problems.push(damage);
		const encoding = this.shownEncoding(inspected);
		const more = { encoding, encodingProblem: wrong, inspected, problems, damage };
		if (!root || !format) return { role: 'unknown', ...this.ofName(this.name), ...more };
		return { ...this.ofFormat(root, format, problems), ...more };
	}

	/** Latin letters alone are in whatever the first line says. */
	private shownEncoding({ encoding, declared }: InspectedEncoding): string {
		return encoding === 'ascii' ? (declared ?? encoding).toLowerCase() : encoding;
	}

	private ofName({
		transit,
		office,
		sender,
		registrationNumber,
		kind,
		form,
	}: NameFacts): Partial<Recognition> {
		const shown = sender && !isNoInn(sender.inn) ? sender : undefined;
		return {
			sender: shown,
			office,
			transit: transit !== undefined && transit !== office ? transit : undefined,
			registrationNumber,
			form: form ?? kind,
		};
	}

	private ofFormat(root: XmlRoot, format: Format, problems: string[]): Recognition {
		const { found } = this;
		const fileId =
			root.attributes
				.get('ИдФайл')
				?.trim()
				.replace(/\.xml$/i, '') || undefined;
		const own = fileNameFacts(fileId ?? '');
		const name = own.kind === undefined ? this.name : own;
		const facts = this.ofName(name);
		const form = this.formOf(root, format, name);
		const isExchanged = /^(?:ON|DP)_/.test(name.kind ?? '') && name.office === undefined;
		const isAddressed = found.first('office') !== undefined || found.first('payerInn') !== undefined;
		const known = this.roleOf(format, form);
		// Companies exchange it with each other: it goes to no office.
		const role = known === 'report' && isExchanged && !isAddressed ? 'document' : known;
		if (form === SOAP) problems.push(this.wrapped());
		const isOnlyOnes = format.authority === 'taxOffice' || format.places === pensionPlaces;
		if (role === 'report' && isOnlyOnes) problems.push(...this.contradiction());
		const payer = this.payer(problems) ?? (role === 'attachment' ? facts.sender : undefined);
		const office = found.first('office') ?? facts.office;
		const kind = name.kind ?? '';
		return {
			...{ role, authority: format.authority, fileId },
			form,
			formName: this.formName(form, kind),
			sections: form === 'ЕФС-1' ? efsSections(found.all('sections')) : undefined,
			year: name.year,
			...this.period(format),
			correction: this.correction(form),
			payer,
			registrationNumber: found.first('payerRegistration') ?? facts.registrationNumber ?? this.item('okpo'),
			sender: this.checked(facts.sender, t`sender`, problems),
			isRepresentative: this.isRepresentative(payer, facts.sender),
			office,
			place: found.first('place'),
			transit: name.transit !== undefined && name.transit !== office ? name.transit : undefined,
			isSignedInside: found.first('signature') !== undefined || undefined,
			// Kontur.Extern documentation, "Draft documents": a power-of-attorney message needs its type.
			type: /^ON_DOV(?:_|$)/.test(kind) ? 'urn:document:fns534-report-warrant' : undefined,
			problems,
		};
	}

	private wrapped(): string {
		const [inside] = this.found.all('elements');
		return inside === undefined
			? t`is wrapped in a SOAP envelope, as for a web service: save what its Body contains as a file of its own and send that`
			: t`is wrapped in a SOAP envelope, as for a web service: save the element ${inside} in its Body as a file of its own and send that`;
	}

	/** Names what a file has several of although a report has one; of several mistakes, only the worst. */
	private contradiction(): string[] {
		const { found } = this;
		return SINGLE.flatMap(([fact, what]) => {
			const values = found.distinct(fact);
			return values.length > 1
				? [t`holds several reports: with the ${what} ${values.slice(0, 3).join(', ')}`]
				: [];
		}).slice(0, 1);
	}

	private formOf(root: XmlRoot, format: Format, { kind, form }: NameFacts): string | undefined {
		if (format.form !== undefined) return format.form;
		if (format.places === pensionPlaces) return fundForm(root.uri, this.found.all('elements')) ?? form;
		const found = this.found.first('form');
		// The code of a template of Rosstat begins with the number of the form, without its zero.
		const template = format.authority === 'statistics' ? /^(\d{6})\d{9}$/.exec(found ?? '')?.[1] : undefined;
		return (template && `0${template}`) ?? found ?? form ?? kind;
	}

	private roleOf({ role }: Format, form: string | undefined): Recognition['role'] {
		if (form !== undefined && RECEIPTS.has(form)) return 'receipt';
		if (form !== undefined && INCOMING.has(form)) return 'incoming';
		if (form !== undefined && role === 'report' && DOCUMENT.test(form)) return 'document';
		if (form !== undefined && role === 'report' && POWER.test(form)) return 'powerOfAttorney';
		return role;
	}

	/** A list of insured persons has a type in place of a number: 1 is the first one, 2 adds to it, 3 cancels it. */
	private correction(form: string | undefined): string | undefined {
		const correction = this.found.first('correction');
		return form === 'СЗВ-М' && correction === '1' ? '0' : correction;
	}

	private formName(form: string | undefined, kind: string): string | undefined {
		if (form === undefined) return undefined;
		const known = TAX_FORMS[form] ?? OTHER_FORMS[form] ?? TAX_KINDS[form] ?? TAX_KINDS[kind];
		return (known as { ru: string } | undefined)?.ru ?? form;
	}

	private item(name: string): string | undefined {
		const prefix = `${name}/`;
		return (
			this.found
				.all('items')
				.find((one) => one.toLowerCase().startsWith(prefix))
				?.slice(prefix.length) || undefined
		);
	}

	private payer(problems: string[]): Party | undefined {
		const inn = this.found.first('payerInn') ?? this.item('inn');
		if (inn === undefined || isNoInn(inn)) return undefined;
		const kpp = this.found.first('payerKpp');
		return this.checked(
			{ inn, ...(kpp !== undefined && inn.length === 10 ? { kpp } : {}) },
			t`payer`,
			problems,
		);
	}

	private checked(party: Party | undefined, what: string, problems: string[]): Party | undefined {
		if (!party) return undefined;
		if (!/^(?:\d{10}|\d{12})$/.test(party.inn))
			problems.push(t`names a ${what} with an INN that is none: ${party.inn}`);
		else if (!isInn(party.inn))
			problems.push(t`names a ${what} with an INN of wrong control digits: ${party.inn}`);
		return party;
	}

	private isRepresentative(payer: Party | undefined, sender: Party | undefined): boolean | undefined {
		if (payer && sender) return payer.inn !== sender.inn;
		const said = this.found.first('representative');
		return said === undefined ? undefined : said === '2';
	}

	private period({ authority }: Format): Partial<Recognition> {
		const { found } = this;
		const year = found.first('year');
		const notices = found.all('notices').map(noticeRow);
		if (notices.length > 0) {
			const words = [...new Set(notices.map(noticePeriod))];
			return { periodCode: notices[0].code, period: words.slice(0, 6).join('; '), year, notices };
		}
		const month = found.first('periodMonth');
		if (month !== undefined)
			return { periodCode: month, period: monthWords(month) ?? month, isMonth: true, year };
		const code = found.first('period');
		if (code === undefined) return year === undefined ? {} : { year };
		return {
			periodCode: code,
			period: authority === 'socialFund' ? fundPeriod(code) : periodWords(code),
			year,
		};
	}
}
