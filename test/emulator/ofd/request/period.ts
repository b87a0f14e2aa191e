import { OfdFault } from '../errors';
import { guidOfOffset, offsetOfGuid } from './guid';
import type { DocumentKind, FiscalDocument, Switches } from '../types';

export const PAGE_MAXIMUM = 1000;

export interface PeriodQuery {
	/** Both borders belong to the period; local wall time, as in the documents. */
	from: string;
	to: string;
	types: readonly DocumentKind[] | null;
	offset: string | null;
	limit: number;
}

export interface PeriodPage {
	documents: FiscalDocument[];
	/** Plain Base64; null when there is nothing to continue from. */
	nextOffset: string | null;
}

function isInside({ dateTime }: FiscalDocument, { from, to }: PeriodQuery): boolean {
	return dateTime >= from && dateTime <= to;
}

/** Returns the documents of the period that follow an offset. */
function afterOffset(
	all: readonly FiscalDocument[],
	inPeriod: readonly FiscalDocument[],
	query: PeriodQuery,
	offset: string,
	switches: Switches,
): readonly FiscalDocument[] {
	const guid = guidOfOffset(offset);
	const position = guid === null ? -1 : all.findIndex((document) => document.id === guid);
	if (position < 0) throw new OfdFault('badPaging');
	const anchor = all[position];
	if (isInside(anchor, query)) {
		return all.slice(position + 1).filter((document) => isInside(document, query));
	}
	const keep = inPeriod.length === 0 && switches.emptyPeriodOffset === 'keep';
	if (!keep && !inPeriod.some((document) => document.fn === anchor.fn)) {
		throw new OfdFault('foreignDriveOffset');
	}
	return anchor.dateTime < query.from ? inPeriod : [];
}

/** One page of a period over documents already ordered by drive and number. */
export function readPage(all: readonly FiscalDocument[], query: PeriodQuery, switches: Switches): PeriodPage {
	if (query.limit <= 0) throw new OfdFault('badPaging');
	const inPeriod = all.filter((document) => isInside(document, query));
	const rest = query.offset === null ? inPeriod : afterOffset(all, inPeriod, query, query.offset, switches);
	const { types } = query;
	const wanted = (document: FiscalDocument): boolean => types === null || types.includes(document.kind);
	const most = Math.min(query.limit, PAGE_MAXIMUM, switches.pageLimit ?? PAGE_MAXIMUM);
	// The same request gives the same page.
	const size = switches.unevenPages && rest.length > 0 ? 1 + ((rest[0].fd * 7 + rest.length) % most) : most;
	const slice = (switches.filterFirst ? rest.filter(wanted) : rest).slice(0, size);
	const last = slice[slice.length - 1];
	return {
		documents: slice.filter(wanted),
		nextOffset: last ? offsetOfGuid(last.id) : query.offset,
	};
}
