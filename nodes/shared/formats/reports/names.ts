import { safeFileName } from '../../foreign';
import type { Party } from './types';

/** What the name of a file says. */
export interface NameFacts {
	/** Kind of a file for the tax office, such as `NO_PRIB`, in capitals. */
	kind?: string;
	/** Form of a file for the social fund. */
	form?: string;
	transit?: string;
	office?: string;
	sender?: Party;
	registrationNumber?: string;
	year?: string;
}

/**
 * Names of files for the tax office: R_T_A_K_O_YYYYMMDD_N. R_T: kind of file; A: the receiving office; K: the office it
 * is forwarded to; O: the sender's INN and KPP, 19 digits, or INN of 12 digits. A is the transit inspectorate, Kontur's
 * `mri-code` (Kontur.Extern documentation, "Names of files").
 * Source: the formats of the Federal Tax Service, section "Name of the exchange file".
 */
const TAX =
	/^([A-Z]{2}_[A-Z0-9.]{1,40})_(\d{4})_(\d{4})_(\d{10}[\dA-Z]{9}|\d{12})_\d{8}_[^_]{1,60}(?:_\d{1,2})?$/i;

/** Kinds without addresses, such as `ON_EMCHD_20240101_…`, and documents of trade. */
const KIND = /^((?:ON|DP|NO|UT|SR|VO|IU|KV|UO|UU|IV|IZ|PD|PO|OO)_[A-Z0-9.]{1,40})(?:_|$)/i;

/** Names of files for the social fund: ПФР_registration number_office_form_date_id, or СФР_ without the office. Source: the album of formats of the fund. */
const FUND = /^(?:ПФР|СФР)_(\d{3}-?\d{3}-?\d{6}|\d{10})(?:_(\d{3}-?\d{3}))?_([^_]{1,40})_\d{8}(?:_|$)/i;

/** Names of packets for the former pension fund. */
const OLD_FUND = /^PFR-700-Y-(\d{4})-ORG-(\d{3}-\d{3}-\d{6})(?:-|$)/i;

/** What a browser or a mail program adds to the name of a copy. */
const COPY = /(?:\(\d{1,3}\)|[-–—] ?(?:копия|copy))$/i;

/** What a file manager or a mail program puts in front. */
const COPY_OF = /^(?:(?:копия|copy(?: of)?)(?: \(\d{1,3}\))?[ _-]+|~\$)/i;

function withoutCopyMark(name: string): string {
	const shorter = name.trim().replace(COPY, '').replace(COPY_OF, '');
	return shorter.length === name.length ? name : withoutCopyMark(shorter);
}

/** A name without its extension and the mark of a copy; the extension may be written twice. */
const stem = (fileName: string): string =>
	withoutCopyMark(fileName.trim().replace(/\.[^.\s]{1,10}$/, ''))
		.replace(/\.xml$/i, '')
		.trim();

export function fileNameFacts(fileName: string): NameFacts {
	const name = stem(
		fileName.length > 300 ? fileName.slice(0, 300) : `${fileName}`.replace(/^([^.]*)$/, '$1.xml'),
	);
	const tax = TAX.exec(name);
	if (tax) {
		const [, kind, transit, office, sender] = tax;
		const [inn, kpp] = sender.length === 19 ? [sender.slice(0, 10), sender.slice(10)] : [sender, undefined];
		return { kind: kind.toUpperCase(), transit, office, sender: { inn, ...(kpp ? { kpp } : {}) } };
	}
	const fund = FUND.exec(name);
	if (fund) {
		const office = (fund[2] as string | undefined)?.replace(/^(\d{3})-?(\d{3})$/, '$1-$2');
		return { registrationNumber: fund[1], office, form: fund[3].toUpperCase() };
	}
	const old = OLD_FUND.exec(name);
	if (old) return { year: old[1], registrationNumber: old[2] };
	const kind = KIND.exec(name)?.[1];
	return kind === undefined ? {} : { kind: kind.toUpperCase() };
}

/**
 * Returns the name that a file goes up under: the one that it gives itself, because authorities compare the two.
 * @param fileId `ИдФайл`, without an extension
 */
export function nameToSend(given: string, fileId: string | undefined): string {
	if (fileId === undefined) return given;
	// A file that is not for the tax office may call itself anything.
	const isName = KIND.test(fileId) || TAX.test(fileId);
	return isName ? safeFileName(`${fileId}.xml`) : given;
}
