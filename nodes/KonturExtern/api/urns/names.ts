import type { INodePropertyOptions } from 'n8n-workflow';
import { inOneLanguage } from '../../../shared/language';
import { listOf } from '../parameters';
import { docflowTypes } from './docflowTypes';
import { authorityDocuments } from './documents';
import { socialFundDocuments } from './socialFundDocuments';
import {
	correctionTypes,
	docflowStatuses,
	draftsBuilderTypes,
	draftStatuses,
	eventStates,
	extendedStatuses,
	letterCategories,
	successStates,
	taskTypes,
} from './states';

type Names = Readonly<Record<string, string>>;

const typesOfDocuments = (): Names =>
	Object.fromEntries(
		Object.entries({ ...authorityDocuments, ...socialFundDocuments }).flatMap(([docflow, documents]) =>
			Object.entries(documents).map(([rest, name]) => [rest ? `${docflow}-${rest}` : docflow, name]),
		),
	);

let documentTypes: Names | undefined;

/** Names by the kind of URN, the part between `urn:` and the last colon. */
const kinds = {
	docflow: docflowTypes,
	'docflow-common-status': docflowStatuses,
	'docflow-state': successStates,
	'docflow-extended-status': extendedStatuses,
	transaction: eventStates,
	// Most executions ask for none of them.
	get document(): Names {
		return (documentTypes ??= typesOfDocuments());
	},
	'drafts-builder': draftsBuilderTypes,
	'sfr-report-correction-type': correctionTypes,
	'pfr-letter-category': letterCategories,
	'task-type': taskTypes,
	'draft-status': draftStatuses,
} satisfies Record<string, Names>;

export type UrnKind = keyof typeof kinds;

// A short form can have several meanings: `fns534-report` is a type of document flows and of documents.
const inOrder = () => Object.values<Names>(kinds);

// Older Kontur clients put the type in front of the events of a tax report.
const withoutType = (short: string) => short.replace(/^fns534-(?=report$)|^fns534-report-/, '');

const nameIn = (names: Names, short: string): string | undefined =>
	Object.hasOwn(names, short) ? inOneLanguage(names[short]) : undefined;

/**
 * Returns the English name of a URN with the Russian term, `Tax report (отчет в ФНС)`, or in Russian that term. Also
 * accepts the last part alone (`fns534-report`, `sent`). If it is ambiguous, document flow types win over statuses, events and documents.
 * @param kind resolves an ambiguous short form; pass it where it is known
 * @returns undefined for an unknown URN: Kontur adds new ones at any time
 * Source: Kontur.Extern documentation, "Specifications".
 */
export function nameOfUrn(urn: unknown, kind?: UrnKind): string | undefined {
	if (typeof urn !== 'string') return undefined;
	const text = urn.trim();
	const [, prefix, rest] = /^urn:([^:]+):(.+)$/.exec(text) ?? [];
	const short = rest ?? text;
	const named = prefix ?? kind;
	if (named === undefined) {
		return inOrder()
			.map((names) => nameIn(names, short))
			.find((name) => name !== undefined);
	}
	if (!Object.hasOwn(kinds, named)) return undefined;
	const names = kinds[named as UrnKind];
	return nameIn(names, short) ?? (named === 'transaction' ? nameIn(names, withoutType(short)) : undefined);
}

/** Returns the name of a URN, or else the URN itself. */
export const shownName = (urn: unknown, kind?: UrnKind): string | undefined =>
	nameOfUrn(urn, kind) ?? (typeof urn === 'string' ? urn : undefined);

/** Merges typed and selected types, without duplicates and URN prefixes. */
export const shortUrns = (...given: unknown[]): string[] => [
	...new Set(given.flatMap(listOf).map((urn) => urn.replace(/^urn:(docflow|document):/, ''))),
];

/** Returns the last part of a URN: `sent` of `urn:docflow-common-status:sent`. */
export const lastPart = (urn: unknown): string => String(urn ?? '').replace(/^.*:/, '');

/** Returns all known URNs of a kind as options of a field, sorted by name; `value` has no URN prefix. */
export function choicesOf(kind: UrnKind): INodePropertyOptions[] {
	return Object.entries(kinds[kind])
		.map(([value, name]) => ({ name: inOneLanguage(name), value, description: value }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
