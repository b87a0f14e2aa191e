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
/** Ы is never behind these letters. */
const NO_Y = new Set('гкхжчшщйъьаеёиоуыэюя');
const AFTER_HARD_SIGN = new Set('еёюяєї');

const costs = (groups: ReadonlyArray<readonly [string, number]>): ReadonlyMap<string, number> =>
	new Map(groups.flatMap(([letters, cost]) => [...letters].map((one) => [one, cost] as const)));

const LETTERS = costs([...RUSSIAN, ...NEIGHBOURS]);
const SIGN_COSTS = costs(SIGNS);

function costOfOther(character: string): number {
	if (character < '\x80') return character < ' ' || character === '\x7f' ? IMPOSSIBLE : 0;
	const sign = SIGN_COSTS.get(character);
	if (sign !== undefined) return sign;
	if (/[\p{Script=Cyrillic}\p{Script=Latin}]/u.test(character)) return FOREIGN_LETTER;
	if (/\p{L}/u.test(character)) return character.length > 1 ? SYMBOL : FOREIGN_SCRIPT;
	return /[\p{C}\ufffd]/u.test(character) ? IMPOSSIBLE : SYMBOL;
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

interface Word {
	before: string;
	wasLower: boolean;
	/** Consonants or vowels in a row. */
	row: number;
	length: number;
	hasVowel: boolean;
}

const NO_WORD: Readonly<Word> = { before: '', wasLower: false, row: 0, length: 0, hasVowel: false };

const costOfEnd = ({ length, hasVowel }: Readonly<Word>) => (length > 1 && !hasVowel ? NO_VOWEL : 0);

/** Returns the cost in bits; 0 for ASCII. Comparable only between decodings of the same bytes. */
export function costOf(text: string): number {
	let cost = 0;
	let word: Word = { ...NO_WORD };
	for (const character of text) {
		const letter = character.toLowerCase();
		const own = LETTERS.get(letter);
		if (own === undefined) {
			cost += costOfOther(character);
			if (word.length === 0) continue;
			cost += costOfEnd(word);
			word = { ...NO_WORD };
			continue;
		}
		const isVowel = VOWELS.has(letter);
		const isLower = character === letter;
		cost += own + costOfPair(word.before, letter);
		if (word.wasLower && !isLower) cost += 8;
		word.row = word.length > 0 && VOWELS.has(word.before) === isVowel ? word.row + 1 : 1;
		if (word.row > ROW) cost += 4;
		word.before = letter;
		word.wasLower = isLower;
		word.length += 1;
		word.hasVowel ||= isVowel;
	}
	return cost + costOfEnd(word);
}
