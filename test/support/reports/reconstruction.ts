/** A file in a published format, made for the tests, and what it says. Companies and people are invented. */
export interface Reconstruction {
	title: string;
	fileName: string;
	text: string;
	encoding: 'utf-8' | 'windows-1251';
	/** Names the encoding; empty for none. */
	declaration: string;
	expected: Expected;
}

export interface Expected {
	role: string;
	authority?: string;
	form?: string;
	period?: string;
	year?: string;
	correction?: string;
	payer?: { inn: string; kpp?: string };
	sender?: { inn: string; kpp?: string };
	isRepresentative?: boolean;
	office?: string;
	transit?: string;
	registrationNumber?: string;
}

export const COMPANY = { inn: '6670100001', kpp: '667001001' };
export const ACCOUNTANT = { inn: '7715000001', kpp: '771501001' };
export const PERSON = { inn: '660300000077' };
export const OFFICE = '6670';
export const GUID = '5e7d2d7c-2951-4221-8779-c5ae4f974982';

const CYRILLIC = new Map(
	Array.from({ length: 128 }, (_none, index) => {
		const byte = 128 + index;
		return [new TextDecoder('windows-1251').decode(Uint8Array.of(byte)), byte] as const;
	}),
);

/** Returns a text in windows-1251. */
export const cp1251 = (text: string): Buffer =>
	Buffer.from([...text].map((letter) => CYRILLIC.get(letter) ?? letter.charCodeAt(0)));

const head = (declaration: string) => `<?xml version="1.0"${declaration}?>`;

/** Returns the bytes of a file as its program would write it. */
export function bytesOf({ text, encoding, declaration }: Reconstruction): Buffer {
	const whole = `${head(declaration)}\n${text}`;
	return encoding === 'utf-8' ? Buffer.from(whole, 'utf8') : cp1251(whole);
}

/** What programs do differently in the same file. */
export const HABITS: Readonly<Record<string, (file: Reconstruction) => Buffer>> = {
	'1C: double quotes, CRLF, upper case': (file) => {
		const upper = file.declaration.replace(/"([\w-]+)"$/, (_all, name: string) => `"${name.toUpperCase()}"`);
		return bytesOf({ ...file, declaration: upper, text: `${file.text.replaceAll('><', '>\r\n\t<')}\r\n` });
	},
	'SBIS: apostrophes, standalone': (file) => {
		const declaration = `${file.declaration.replaceAll('"', "'")} standalone='yes'`;
		return bytesOf({ ...file, declaration, text: file.text.replaceAll('"', "'") });
	},
	'Kontur: one line': (file) => bytesOf({ ...file, text: file.text.replaceAll('\n', '') }),
	'a long comment before the root': (file) => {
		const decoy = '<НПЮЛ ИННЮЛ="7707083893" КПП="773601001"/> КодНО="9999" '.repeat(2000);
		return bytesOf({ ...file, text: `<!-- ${decoy}-->${file.text}` });
	},
	'decoys in comments, instructions and sections': (file) => {
		const decoy =
			'<Документ КНД="1151001" КодНО="9999"><СвНП><НПЮЛ ИННЮЛ="7707083893" КПП="773601001"/></СвНП></Документ>';
		const at = file.text.indexOf('>') + 1;
		const text =
			file.text[at - 2] === '/'
				? file.text
				: `${file.text.slice(0, at)}<!--${decoy}--><?decoy ${decoy}?>${file.text.slice(at)}`;
		return bytesOf({ ...file, text });
	},
	'spaces around equals signs': (file) =>
		bytesOf({ ...file, text: file.text.replace(/(\p{L})="/gu, '$1 = "') }),
};
