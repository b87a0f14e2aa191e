/**
 * Measures how unlikely a text is as Russian, Ukrainian or Belarusian: the cost in bits of its letters and of pairs that
 * these languages lack. Tells which of several decodings of the same bytes was meant.
 */

// Bits: negative binary logarithms of how frequent the letters are in Russian, rounded.
const RUSSIAN: ReadonlyArray<readonly [string, number]> = [
	['о', 3.2],
	['еа', 3.6],
	['и', 3.8],
	['нт', 4],
	['ср', 4.3],
	['влк', 4.6],
	['мдпу', 5.1],
	['яыь', 5.7],
	['гзбч', 6],
	['йхж', 6.6],
	['шюц', 7.4],
	['щэф', 8.3],
	['ё', 9],
	['ъ', 11],
];
// Letters of Ukrainian and Belarusian; ґ is rare in both.
const NEIGHBOURS: ReadonlyArray<readonly [string, number]> = [
	['і', 6],
	['їєў', 8],
	['ґ', 12],
];
/** Signs that Russian names of files contain, often and rarely. */
const SIGNS: ReadonlyArray<readonly [string, number]> = [
	['№«»—–', 9],
	['“”„…°§©’', 14],
];
const FOREIGN_LETTER = 13;
/** A letter of a script that Russian companies hardly use. */
const FOREIGN_SCRIPT = 19;
/** A symbol, such as the box-drawing characters of code page 866. */
const SYMBOL = 25;
const IMPOSSIBLE = 40;
/** A word of several letters without a vowel: an abbreviation at best. */
const NO_VOWEL = 3;

const VOWELS = new Set('аеёиоуыэюяіїє');
/** Ы never follows these letters. */
const NO_Y = new Set('гкхжчшщйъьаеёиоуыэюя');
const AFTER_HARD_SIGN = new Set('еёюяєї');

const costs = (groups: ReadonlyArray<readonly [string, number]>): ReadonlyMap<string, number> =>
	new Map(groups.flatMap(([letters, cost]) => [...letters].map((one) => [one, cost] as const)));

/** A letter, in both cases, by its character. */
interface Letter {
	cost: number;
	lower: string;
	isLower: boolean;
	isVowel: boolean;
}

const makeLetters = (): ReadonlyMap<string, Letter> =>
	new Map(
		[...costs([...RUSSIAN, ...NEIGHBOURS])].flatMap(([lower, cost]) =>
			[lower, lower.toUpperCase()].map(
				(one) => [one, { cost, lower, isLower: one === lower, isVowel: VOWELS.has(lower) }] as const,
			),
		),
	);

let letters: ReadonlyMap<string, Letter> | undefined;

const SIGN_COSTS = costs(SIGNS);

function costOfOther(character: string): number {
	if (character < '\x80') return IMPOSSIBLE;
	const sign = SIGN_COSTS.get(character);
	if (sign !== undefined) return sign;
	if (/[\p{Script=Cyrillic}\p{Script=Latin}]/u.test(character)) return FOREIGN_LETTER;
	if (/\p{L}/u.test(character)) return character.length > 1 ? SYMBOL : FOREIGN_SCRIPT;
	return /[\p{C}\ufffd]/u.test(character) ? IMPOSSIBLE : SYMBOL;
}

// Bounded by the characters that single bytes stand for in the encodings tried, and a few more.
const others = new Map<string, number>();
const MAX_OTHERS = 2000;

function rememberedCost(character: string): number {
	const known = others.get(character);
	if (known !== undefined) return known;
	const cost = costOfOther(character);
	if (others.size < MAX_OTHERS) others.set(character, cost);
	return cost;
}

/** Letters that hardly begin a word. */
const AT_START = costs([
	['ы', 5],
	['й', 2],
]);

/** Costs of pairs, by the letters in lower case; `before` is empty at the start of a word. */
function costOfPair(before: string, letter: string): number {
	const isSign = letter === 'ь' || letter === 'ъ';
	if (before === '') return isSign ? 10 : (AT_START.get(letter) ?? 0);
	if (before === 'ъ' && !AFTER_HARD_SIGN.has(letter)) return 10;
	if (isSign) return VOWELS.has(before) || before === 'й' || before === 'ь' || before === 'ъ' ? 10 : 0;
	if (letter === 'ы') return NO_Y.has(before) ? 8 : 0;
	return letter === 'э' && !VOWELS.has(before) ? 4 : 0;
}

/** Longest row of consonants or vowels that costs nothing. */
const ROW = 3;
/** A capital after a small letter. */
const CAPITAL_INSIDE = 8;

/** Returns the cost in bits; 0 for ASCII except controls. Comparable only between decodings of the same bytes. */
export function costOf(text: string): number {
	const known = (letters ??= makeLetters());
	let cost = 0;
	let before = '';
	let wasVowel = false;
	let hasLower = false;
	let hasVowel = false;
	let row = 0;
	let length = 0;
	const endWord = () => {
		if (length > 1 && !hasVowel) cost += NO_VOWEL;
		before = '';
		hasLower = hasVowel = false;
		length = 0;
	};
	for (const character of text) {
		const letter = character < '\x80' ? undefined : known.get(character);
		if (!letter) {
			if (length > 0) endWord();
			cost +=
				(character >= ' ' && character < '\x7f') || '\t\n\r'.includes(character)
					? 0
					: rememberedCost(character);
			continue;
		}
		cost += letter.cost + costOfPair(before, letter.lower);
		if (hasLower && !letter.isLower) cost += CAPITAL_INSIDE;
		row = length > 0 && wasVowel === letter.isVowel ? row + 1 : 1;
		if (row > ROW) cost += 4;
		before = letter.lower;
		wasVowel = letter.isVowel;
		hasLower ||= letter.isLower;
		hasVowel ||= letter.isVowel;
		length += 1;
	}
	endWord();
	return cost;
}
