import type { EncodingProblem, InspectedEncoding } from '../encoding';
import type { NoticeRow } from './periods';

/** A taxpayer or sender: INN, and for organizations the KPP. */
export interface Party {
	inn: string;
	kpp?: string;
}

/** Who receives a file. */
export type Authority = 'bankOfRussia' | 'mvd' | 'socialFund' | 'statistics' | 'taxOffice';

/**
 * What a file is. A `document` is a formalized document of trade, which goes up as a reply to a demand or as an
 * attachment; an `incoming` file comes from an authority.
 */
export type FileRole =
	'attachment' | 'document' | 'incoming' | 'powerOfAttorney' | 'receipt' | 'report' | 'request' | 'unknown';

/**
 * Where a fact is in a file: elements below the root, then attributes after `@`, joined with `/`; without attributes it is
 * the text, and with `~` the name of the element. `*` is any element but those of a predecessor or a representative, `НП*` one whose
 * name begins so, `**`
 * any path.
 */
export type Place = string;

/** The facts of a file that a format places. The first place in the list with a value counts. */
export type Fact =
	| 'correction'
	| 'elements'
	| 'form'
	| 'items'
	| 'notices'
	| 'office'
	| 'payerInn'
	| 'payerKpp'
	| 'payerName'
	| 'payerRegistration'
	| 'period'
	| 'periodMonth'
	| 'place'
	| 'representative'
	| 'sections'
	| 'senderInn'
	| 'senderKpp'
	| 'signature'
	| 'year';

/** A format: what its files look like, and where they say what. */
export interface Format {
	/** Local name of the root element; `*` for any root of the namespace. */
	root: string;
	/** A part of the namespace of the root. */
	namespace?: string;
	/** Whether elements of other namespaces are none of the format; or the ones that are. */
	vocabulary?: 'own' | RegExp;
	/** Attributes of the root, of which one has to be there. */
	needs?: readonly string[];
	/** Beginning of the file's name or of its `ИдФайл`, in capitals. */
	name?: string;
	authority?: Authority;
	role: FileRole;
	/** Name of the form, for a format with only one. */
	form?: string;
	/** Encoding that the authority demands. */
	encoding?: 'utf-8' | 'windows-1251';
	places: Partial<Readonly<Record<Fact, readonly Place[]>>>;
}

/** What is known of a file. */
export interface Recognition {
	role: FileRole;
	authority?: Authority;
	/** The name that the file gives itself, without an extension. */
	fileId?: string;
	/** Number or code of the form. */
	form?: string;
	/** Russian name of the form. */
	formName?: string;
	/** Sections of a form that is sent in parts, such as `1.1: …`. */
	sections?: string[];
	/** Code of the reporting period, and the period in Russian words. */
	periodCode?: string;
	period?: string;
	/** The code is the number of a month. */
	isMonth?: boolean;
	year?: string;
	correction?: string;
	/** Rows of a notice of calculated taxes. */
	notices?: NoticeRow[];
	payer?: Party;
	/** Registration number of the payer with the fund. */
	registrationNumber?: string;
	sender?: Party;
	/** Whether the file says that a representative signs it. */
	isRepresentative?: boolean;
	/** Code of the office that receives the file, and of the tax office that forwards it. */
	office?: string;
	transit?: string;
	/** Code of the municipality (OKTMO) that the report is for. */
	place?: string;
	/** Encoding of the content; absent for what is not text. */
	encoding?: string;
	isSignedInside?: boolean;
	/** A ZIP archive, whatever is in it. */
	isArchive?: boolean;
	/** What the bytes of an XML file are, and what is wrong with that for the authority. */
	inspected?: InspectedEncoding;
	encodingProblem?: EncodingProblem;
	/** Why it is no XML, although it is named so, or malformed; one of the problems. */
	damage?: string;
	/** The type that Kontur needs where it does not recognize the file. */
	type?: string;
	/** Problems that prevent sending the file, the worst first; each completes a sentence that begins with its name. */
	problems: string[];
}
