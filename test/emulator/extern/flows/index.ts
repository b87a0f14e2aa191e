import type { Docflow } from '../model';
import type { Family, Outcome, Step } from './family';
import { fnsFamilies } from './fns';
import { fssFamilies } from './fss';
import { otherFamilies } from './others';
import { sedoFamilies } from './sedo';

const all = [...fnsFamilies, ...sedoFamilies, ...fssFamilies, ...otherFamilies];
const byType = new Map(all.map((family) => [family.type, family]));

/** Unknown families appear in lists only. */
export function familyOf(type: string): Family | undefined {
	return byType.get(type);
}

/** Returns the family of a document, by the longest matching name. */
export function familyOfDocument(documentType: string): Family | undefined {
	const name = documentType.replace('urn:document:', '');
	return all
		.filter(({ type }) => name === type || name.startsWith(`${type}-`))
		.sort((a, b) => b.type.length - a.type.length)[0];
}

export function isIncoming(type: string): boolean {
	return byType.get(type)?.incoming ?? false;
}

interface Robot {
	title: string;
	outcome: Outcome;
}

/** Addressees that answer by themselves. */
export const robots: Record<string, Robot> = {
	'0087': { title: 'receipt, acceptance, entry notice (successful)', outcome: 'accept' },
	'0088': { title: 'receipt, refusal (failed)', outcome: 'reject' },
	'0085': { title: 'receipt, acceptance, clarification notice (warning)', outcome: 'precise' },
	'00-87': { title: 'Rosstat: receipt, acceptance notice', outcome: 'accept' },
	'00-88': { title: 'Rosstat: receipt, format mismatch notice', outcome: 'reject' },
	'SEDO-TEST': { title: 'Social Fund: the receiving complex', outcome: 'accept' },
	'660-066': { title: 'Ministry of Internal Affairs: accepted', outcome: 'accept' },
	'770-077': { title: 'Ministry of Internal Affairs: refused with reasons', outcome: 'reject' },
	'770-066': { title: 'Ministry of Internal Affairs: refused without reasons', outcome: 'silent' },
};

/**
 * The funds and the Bank of Russia have no robots on record: here every office of theirs answers, …088 refuses,
 * …085 asks again, …066 cannot take it at all.
 */
const endings: [string, Outcome][] = [
	['088', 'reject'],
	['085', 'precise'],
	['066', 'silent'],
];

export function outcomeOf(family: Family, code: string): Outcome | undefined {
	const known = Object.hasOwn(robots, code) ? robots[code].outcome : undefined;
	const answersAlways = /^(pfr|sfr|fss-report|fss-sick-report|cbrf)/.test(family.type);
	const outcome =
		known ??
		(answersAlways ? (endings.find(([ending]) => code.endsWith(ending))?.[1] ?? 'accept') : undefined);
	if (outcome === undefined) return undefined;
	return family.plans[outcome] ? outcome : 'accept';
}

export function planOf(docflow: Docflow): Step[] {
	const family = docflow.robot && familyOf(docflow.type);
	return (docflow.robot && family?.plans[docflow.robot.outcome]) ?? [];
}
