import type { Watch } from '../xml/reader';
import type { Fact, Format } from './types';

/** Where one place of a fact is, and how much it counts; lower ranks count more. */
interface Pattern {
	fact: Fact;
	rank: number;
	steps: readonly string[];
	attributes: readonly string[];
	wantsName: boolean;
}

/** What the places of a format hold, in the order of the places. */
export class Found {
	private readonly values = new Map<Fact, Map<number, string[]>>();

	/** Values of one place; more occur in notices and titles only. */
	private static readonly MOST = 100;

	add(fact: Fact, rank: number, value: string): void {
		if (value.trim() === '') return;
		const ranks = this.values.get(fact) ?? new Map<number, string[]>();
		const list = ranks.get(rank) ?? [];
		if (list.length < Found.MOST) list.push(value.trim());
		this.values.set(fact, ranks.set(rank, list));
	}

	/** Returns the value of the first place that has one. */
	first(fact: Fact): string | undefined {
		return this.all(fact).at(0);
	}

	/** Returns the different values of the first place that has one. */
	distinct(fact: Fact): string[] {
		const ranks = [...(this.values.get(fact) ?? [])].sort(([one], [other]) => one - other);
		return [...new Set(ranks.at(0)?.[1])];
	}

	/** Returns all values, those of the first place first. */
	all(fact: Fact): string[] {
		const ranks = [...(this.values.get(fact) ?? [])].sort(([one], [other]) => one - other);
		return ranks.flatMap(([, list]) => list);
	}
}

function pattern(fact: Fact, rank: number, place: string): Pattern {
	const wantsName = place.endsWith('~');
	const [path, attributes = ''] = (wantsName ? place.slice(0, -1) : place).split('@');
	return {
		...{ fact, rank, wantsName },
		steps: path === '' ? [] : path.split('/'),
		attributes: attributes === '' ? [] : attributes.split('/'),
	};
}

const compiled = new Map<Format, Pattern[]>();

function patternsOf(format: Format): Pattern[] {
	const known = compiled.get(format);
	if (known) return known;
	const patterns = Object.entries(format.places).flatMap(([fact, places]) =>
		places.map((place, rank) => pattern(fact as Fact, rank, place)),
	);
	compiled.set(format, patterns);
	return patterns;
}

/** A pattern of which the first steps fit the open elements. */
type Progress = readonly [pattern: Pattern, step: number];

/** Children that a watch remembers. */
const MOST_NAMES = 1000;

/**
 * Elements that name somebody else than the taxpayer: predecessors, liquidated branches, representatives, heads, founders.
 */
const OTHERS =
	/Реорг|Пред|Правопр|Ликв|Закр|Обособ|Прекр|Преоб|Присоед|Прежн|Рук|Подпис|Довер|Учред|Участн|Агент|Контраг|Банк|Упр/;

/** People that a report is about. A path of any length does not look for the payer in them. */
const PEOPLE =
	/person|employee|worker|citizen|patient|doctor|child|recipient|Застрах|^ЗЛ$|Работник|Сотрудник|Граждан|Ребен|Иностр/i;

const isPayers = ({ fact }: Pattern) => fact === 'payerInn' || fact === 'payerKpp';

const isOthers = (local: string) => OTHERS.test(local);

function advance([pattern, step]: Progress, local: string): Progress[] {
	const wanted = pattern.steps.at(step);
	if (wanted === undefined) return [];
	if (wanted === '**') {
		const stays = !(isPayers(pattern) && PEOPLE.test(local));
		return [...(stays ? [[pattern, step] as const] : []), ...advance([pattern, step + 1], local)];
	}
	const fits = wanted.endsWith('*')
		? local.startsWith(wanted.slice(0, -1)) && (pattern.wantsName || !isOthers(local))
		: wanted === local;
	return fits ? [[pattern, step + 1]] : [];
}

const isReached = ([{ steps }, step]: Progress) =>
	step === steps.length || (step === steps.length - 1 && steps[step] === '**');

/** The names that a step wants: a whole one, or the beginning of one. */
function wantedNames([{ steps }, step]: Progress): { whole?: string; beginning?: string } {
	const at = steps.slice(step).find((wanted) => wanted !== '**');
	if (at === undefined) return {};
	return at.endsWith('*') ? { beginning: at.slice(0, -1) } : { whole: at };
}

/** Elements that no place names are told apart only as far as a path does. No name of an element has a space. */
const kindOfOther = (local: string) =>
	`another element ${isOthers(local) ? 'of another' : ''} ${PEOPLE.test(local) ? 'of people' : ''}`;

/** Watches the places of a format; elements of the same name at the same place share one watch. */
class PlaceWatch implements Watch {
	/** By name; all elements that no place names share one of four, so that many names cost nothing. */
	private readonly children = new Map<string, PlaceWatch | undefined>();

	private readonly names: ReadonlySet<string>;

	private readonly beginnings: readonly string[];

	private readonly reached: readonly Pattern[];

	attributes?: Watch['attributes'];

	text?: Watch['text'];

	constructor(
		private readonly progress: readonly Progress[],
		private readonly found: Found,
		private readonly isOwn: (uri: string) => boolean,
	) {
		const wanted = progress.map(wantedNames);
		this.names = new Set(wanted.flatMap(({ whole }) => whole ?? []));
		this.beginnings = wanted.flatMap(({ beginning }) => beginning || []);
		this.reached = progress.filter(isReached).map(([one]) => one);
		const ofAttributes = this.reached.filter(({ attributes }) => attributes.length > 0);
		const ofText = this.reached.filter(({ attributes, wantsName }) => attributes.length === 0 && !wantsName);
		if (ofAttributes.length > 0) {
			this.attributes = (values) => {
				for (const { fact, rank, attributes } of ofAttributes) {
					const parts = attributes.map((name) => values.get(name) ?? '');
					if (parts[0] !== '') found.add(fact, rank, parts.join('/'));
				}
			};
		}
		if (ofText.length > 0) {
			this.text = (value) => {
				for (const { fact, rank } of ofText) found.add(fact, rank, value);
			};
		}
	}

	child(local: string, uri: string): PlaceWatch | undefined {
		if (!this.isOwn(uri)) return undefined;
		const isNamed = this.names.has(local) || this.beginnings.some((beginning) => local.startsWith(beginning));
		const key = isNamed ? local : kindOfOther(local);
		const isKnown = this.children.has(key);
		const child = isKnown ? this.children.get(key) : this.make(local);
		// Names that only begin as wanted can be many.
		if (!isKnown && this.children.size < MOST_NAMES) this.children.set(key, child);
		for (const { fact, rank, wantsName } of child?.reached ?? []) {
			if (wantsName) this.found.add(fact, rank, local);
		}
		return child;
	}

	private make(local: string): PlaceWatch | undefined {
		const all = this.progress.flatMap((one) => advance(one, local));
		// An element inside one of its own name would fit once more at every level.
		const seen = new Map<Pattern, Set<number>>();
		const progress = all.filter(([one, step]) => {
			const steps = seen.get(one) ?? new Set<number>();
			seen.set(one, steps);
			return steps.size !== steps.add(step).size;
		});
		if (progress.length === 0) return undefined;
		// A path of any length meets itself at every level; one of the same progress says it all.
		const isSame =
			progress.length === this.progress.length &&
			progress.every(([one, step], index) => {
				const [other, otherStep] = this.progress[index];
				return one === other && step === otherStep;
			});
		return isSame ? this : new PlaceWatch(progress, this.found, this.isOwn);
	}
}

/**
 * Returns the watch of a root element, whose values go to `found`.
 * @param rootUri namespace of the root
 */
export function watchPlaces(format: Format, found: Found, rootUri: string): PlaceWatch {
	const { vocabulary } = format;
	const isOwn = (uri: string) =>
		vocabulary === undefined || uri === rootUri || (vocabulary !== 'own' && vocabulary.test(uri));
	return new PlaceWatch(
		patternsOf(format).map((one): Progress => [one, 0]),
		found,
		isOwn,
	);
}
