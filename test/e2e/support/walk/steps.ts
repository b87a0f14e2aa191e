import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places';

/** What a sentence of a page asks its reader to do. */
export type Action =
	/** Clicks each of these in turn. */
	| { do: 'press'; labels: string[] }
	| { do: 'openNode'; label: string }
	| { do: 'deleteNode'; label: string }
	| { do: 'closeNode' }
	/** Enters something that the page gives, or something of the reader's own. */
	| { do: 'enter'; label: string; text?: string; own?: string }
	/** Enters the reader's own values, each under the name of its field. */
	| { do: 'fillIn'; labels: string[] }
	| { do: 'choose'; label: string; entry?: string; own?: string }
	| { do: 'pickFile'; file: string }
	| { do: 'putFile'; own: string; folder: string }
	| { do: 'search'; text: string }
	| { do: 'see'; label: string }
	| { do: 'getLetter'; label: string };

export interface Step {
	number: number;
	text: string;
	actions: Action[];
}

export type Language = 'ru' | 'en';

const label = '\\*\\*([^*]+)\\*\\*';
const given = '`([^`]+)`';
const own = '\\*([^*]+)\\*';
const several = '((?:\\*\\*[^*]+\\*\\*(?:, | и | and )?)+)';

type Made = (found: RegExpExecArray) => Action;

const path = (text: string): string[] => text.split(' > ').map((part) => part.trim());
const namesIn = (text: string): string[] =>
	[...text.matchAll(new RegExp(label, 'g'))].map(([, name]) => name);

const press: Made = ([, labels]) => ({ do: 'press', labels: path(labels) });
const openNode: Made = ([, name]) => ({ do: 'openNode', label: name });
const deleteNode: Made = ([, name]) => ({ do: 'deleteNode', label: name });
const closeNode: Made = () => ({ do: 'closeNode' });
const enterGiven: Made = ([, name, text]) => ({ do: 'enter', label: name, text });
const enterOwn: Made = ([, name, what]) => ({ do: 'enter', label: name, own: what });
const fillIn: Made = ([, names]) => ({ do: 'fillIn', labels: namesIn(names) });
const chooseGiven: Made = ([, name, entry]) => ({ do: 'choose', label: name, entry });
const chooseOwn: Made = ([, name, what]) => ({ do: 'choose', label: name, own: what });
const pickFile: Made = ([, file]) => ({ do: 'pickFile', file });
const putFile: Made = ([, what, folder]) => ({ do: 'putFile', own: what, folder });
const search: Made = ([, text]) => ({ do: 'search', text });
const see: Made = ([, what]) => ({ do: 'see', label: what });
const getLetter: Made = ([, word]) => ({ do: 'getLetter', label: word });

const sentences: Record<Language, Array<[string, Made]>> = {
	ru: [
		[`Нажмите ${label}`, press],
		[`Откройте узел ${label}`, openNode],
		[`Откройте ${label}`, press],
		[`Удалите узел ${label}`, deleteNode],
		['Закройте узел', closeNode],
		[`В поле ${label} введите ${given}`, enterGiven],
		[`В поле ${label} (?:вставьте|введите) ${own}`, enterOwn],
		[`Заполните ${several}`, fillIn],
		[`В поле ${label} выберите ${label}`, chooseGiven],
		[`В поле ${label} выберите ${own}`, chooseOwn],
		[`Выберите файл ${given}`, pickFile],
		[`Положите ${own} в папку ${given}`, putFile],
		[`Найдите ${given}`, search],
		[`Появится ${label}`, see],
		[`Придёт письмо со словом ${label}`, getLetter],
	],
	en: [
		[`Press ${label}`, press],
		[`Open the node ${label}`, openNode],
		[`Open ${label}`, press],
		[`Delete the node ${label}`, deleteNode],
		['Close the node', closeNode],
		[`Under ${label}, enter ${given}`, enterGiven],
		[`Under ${label}, (?:paste|enter) ${own}`, enterOwn],
		[`Fill in ${several}`, fillIn],
		[`Under ${label}, choose ${label}`, chooseGiven],
		[`Under ${label}, choose ${own}`, chooseOwn],
		[`Choose the file ${given}`, pickFile],
		[`Put ${own} into the folder ${given}`, putFile],
		[`Search for ${given}`, search],
		[`You see ${label}`, see],
		[`A letter with the word ${label} arrives`, getLetter],
	],
};

/** Drops what explains: links keep their text, brackets and pictures go. */
const bare = (text: string): string =>
	text
		.replace(/!\[[^\]]*\]\([^)]*\)/g, '')
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/\s*\([^()]*\)/g, '')
		.replace(/\s+/g, ' ')
		.trim();

function actionOf(sentence: string, language: Language): Action | undefined {
	for (const [form, make] of sentences[language]) {
		const found = new RegExp(`^${form}[.:]$`).exec(sentence);
		if (found) return make(found);
	}
	return undefined;
}

/** Reads a step. A sentence that names something on the screen has to be one that can be done. */
function actionsOf(text: string, language: Language): Action[] {
	return bare(text)
		.split(/(?<=[.:])\s+(?=[А-ЯЁA-Z])/)
		.flatMap((sentence) => {
			const action = actionOf(sentence, language);
			if (!action && /[*`]/.test(sentence)) throw new Error(`No reader knows what to do: ${sentence}`);
			return action ?? [];
		});
}

/** The numbered steps under a heading of a page. */
export function stepsUnder(heading: string, page: string, language: Language): Step[] {
	const text = readFileSync(join(root, page), 'utf8');
	const section = text.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`));
	if (section === undefined) throw new Error(`${page} has no heading "${heading}"`);
	const items = [...section.matchAll(/^(\d+)\. (.*(?:\n {3}.*)*)/gm)];
	return items.map(([, number, item]) => {
		const step = item.replace(/\s*\n\s*/g, ' ');
		return { number: Number(number), text: step, actions: actionsOf(step, language) };
	});
}
