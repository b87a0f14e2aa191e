import {
	convertToWindows1251,
	EncodingInspector,
	inspectEncoding,
	isConvertible,
	misfitList,
	windows1251Problem,
	type Misfit,
} from '../../../nodes/shared/formats/encoding';

/** Encodes a text in a one-byte encoding, with a question mark for what it lacks. */
function encode(text: string, encoding: string): Buffer {
	if (encoding === 'utf-8') return Buffer.from(text);
	if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
	if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
	const decoder = new TextDecoder(encoding);
	const bytes = new Map(
		Array.from({ length: 256 }, (_none, byte) => [decoder.decode(Uint8Array.of(byte)), byte]),
	);
	return Buffer.from([...text].map((character) => bytes.get(character) ?? 0x3f));
}

const decode = (bytes: Uint8Array, encoding: string) => new TextDecoder(encoding).decode(bytes);

const declaration = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>\r\n`;

/** Texts of reports: common letters, few letters, capitals, little but markup. */
const TEXTS: Readonly<Record<string, string>> = {
	profit:
		'<Файл ИдФайл="NO_PRIB_6670" ВерсФорм="5.08" ВерсПрог="1С:БУХГАЛТЕРИЯ"><Документ КНД="1151006" КодНО="6670"><СвНП><НПЮЛ НаимОрг="Общество с ограниченной ответственностью &quot;Ромашка&quot;" ИННЮЛ="6670100001"/></СвНП></Документ></Файл>',
	short: '<Файл ИдФайл="NO_USN_1"><Документ КНД="1152017"><СвНП/></Документ></Файл>',
	capitals:
		'<Файл ИдФайл="SR_NAL"><ИННФЛ НАИМЕНОВАНИЕ="АКЦИОНЕРНОЕ ОБЩЕСТВО ЩИТ"/><ФИО Фамилия="Ёжиков" Имя="Юрий"/></Файл>',
	signs:
		'<Файл ИдФайл="IU_1"><Организация Наим="ООО «Щука и подъёмник» № 5"/><Адрес Улица="ул. Цветочная, д. 7—9"/></Файл>',
	ukrainian: '<Файл Наим="Підприємство «Їжак»"><Адреса Місто="Київ" Вулиця="Хрещатик"/></Файл>',
};
const cases = Object.entries(TEXTS);
const RUSSIAN = cases.filter(([name]) => name !== 'ukrainian');

describe.each(cases)('%s', (_name, text) => {
	test.each(['windows-1251', 'Windows-1251', 'CP1251', 'win-1251'])(
		'in windows-1251, called %s',
		async (label) => {
			const inspected = await inspectEncoding(encode(declaration(label) + text, 'windows-1251'));
			expect(inspected).toEqual({ encoding: 'windows-1251', declared: label, hasMark: false });
			expect(windows1251Problem(inspected)).toBeUndefined();
		},
	);

	test.each(['', '\ufeff'])('in UTF-8, with the mark %j', async (mark) => {
		const inspected = await inspectEncoding(Buffer.from(mark + declaration('UTF-8') + text));
		expect(inspected).toEqual({ encoding: 'utf-8', declared: 'UTF-8', hasMark: mark !== '' });
		expect(windows1251Problem(inspected)?.text).toBe('is in UTF-8');
		expect(isConvertible(inspected)).toBe(true);
	});

	test.each([
		['utf-16le', '\ufeff'],
		['utf-16be', '\ufeff'],
		['utf-16le', ''],
		['utf-16be', ''],
	])('in %s, with the mark %j', async (encoding, mark) => {
		const inspected = await inspectEncoding(encode(mark + declaration('utf-16') + text, encoding));
		expect(inspected).toEqual({ encoding, declared: 'utf-16', hasMark: mark !== '' });
		expect(windows1251Problem(inspected)?.text).toBe('is in UTF-16');
	});

	test('falsely declared as another encoding', async () => {
		for (const label of ['windows-1251', 'koi8-r', 'utf-16']) {
			const { problem } = await inspectEncoding(Buffer.from(declaration(label) + text));
			expect(problem).toMatchObject({
				kind: 'declaration',
				text: `declares the encoding ${label} in its first line, but is in UTF-8`,
			});
		}
		const { problem } = await inspectEncoding(encode(declaration('UTF-8') + text, 'windows-1251'));
		expect(problem?.text).toBe('declares the encoding UTF-8 in its first line, but is in windows-1251');
	});

	test('without a declaration', async () => {
		const { problem } = await inspectEncoding(encode(text, 'windows-1251'));
		expect(problem?.text).toBe('does not declare its encoding in its first line');
		const utf8 = await inspectEncoding(Buffer.from(text));
		expect(utf8.problem).toBeUndefined();
		expect(windows1251Problem(utf8)?.text).toBe('is in UTF-8');
	});

	test('with the mark of UTF-8 before windows-1251', async () => {
		const bytes = encode(declaration('windows-1251') + text, 'windows-1251');
		const { problem } = await inspectEncoding(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]));
		expect(problem?.text).toBe('begins with the byte order mark of UTF-8, but is in windows-1251');
	});
});

const ONE_BYTE = [
	['koi8-r', 'KOI8-R'],
	['ibm866', 'cp866'],
	['x-mac-cyrillic', 'Mac Cyrillic'],
	['iso-8859-5', 'ISO 8859-5'],
];

describe.each(ONE_BYTE)('in %s', (encoding, shown) => {
	test.each(RUSSIAN)('%s, declared as windows-1251 or UTF-8', async (_name, text) => {
		for (const label of ['windows-1251', 'UTF-8']) {
			const inspected = await inspectEncoding(encode(declaration(label) + text, encoding));
			expect(inspected.encoding).toBe(encoding);
			expect(inspected.problem?.text).toBe(
				`declares the encoding ${label} in its first line, but is in ${shown}`,
			);
		}
	});

	test.each(RUSSIAN)('%s, declared as what it is', async (_name, text) => {
		const inspected = await inspectEncoding(encode(declaration(encoding) + text, encoding));
		expect(inspected).toEqual({ encoding, declared: encoding, hasMark: false });
		expect(windows1251Problem(inspected)?.text).toBe(`is in ${shown}`);
		expect(isConvertible(inspected)).toBe(false);
	});
});

/** Text in one encoding, read as another and saved in UTF-8: what a workflow makes that treats a file as text. */
const MISREADINGS = [
	['utf-8', 'windows-1251', 'UTF-8', 'windows-1251'],
	['utf-8', 'windows-1252', 'UTF-8', 'windows-1252'],
	['utf-8', 'ibm866', 'UTF-8', 'cp866'],
	['utf-8', 'koi8-r', 'UTF-8', 'KOI8-R'],
	['windows-1251', 'windows-1252', 'windows-1251', 'windows-1252'],
	['windows-1251', 'ibm866', 'windows-1251', 'cp866'],
	['windows-1251', 'koi8-r', 'windows-1251', 'KOI8-R'],
	['windows-1251', 'iso-8859-5', 'windows-1251', 'ISO 8859-5'],
	['ibm866', 'windows-1251', 'cp866', 'windows-1251'],
	['ibm866', 'windows-1252', 'cp866', 'windows-1252'],
	['koi8-r', 'windows-1251', 'KOI8-R', 'windows-1251'],
	['koi8-r', 'windows-1252', 'KOI8-R', 'windows-1252'],
];

describe.each(MISREADINGS)('%s read as %s', (original, readAs, shown, shownReadAs) => {
	test.each(RUSSIAN)('%s, saved in UTF-8', async (_name, text) => {
		const wrong = decode(encode(text, original), readAs);
		for (const label of ['windows-1251', 'UTF-8']) {
			const { problem } = await inspectEncoding(Buffer.from(declaration(label) + wrong));
			expect(problem).toMatchObject({
				kind: 'mojibake',
				text: `was in ${shown}, but was read as ${shownReadAs} and saved as UTF-8, so its letters are wrong`,
				advice: expect.stringContaining('as binary data in n8n'),
			});
		}
	});
});

describe('lost letters', () => {
	test.each(cases)('%s in windows-1251, read as UTF-8', async (_name, text) => {
		const wrong = decode(encode(declaration('windows-1251') + text, 'windows-1251'), 'utf-8');
		const { problem } = await inspectEncoding(Buffer.from(wrong));
		expect(problem).toMatchObject({ kind: 'lost', advice: expect.stringContaining('as binary data in n8n') });
		// And read once more, as windows-1251.
		const twice = decode(Buffer.from(wrong), 'windows-1251');
		expect((await inspectEncoding(Buffer.from(twice))).problem).toMatchObject({ kind: 'lost' });
	});

	test.each(cases)('%s, saved in an encoding without its letters', async (_name, text) => {
		const wrong = (declaration('windows-1251') + text).replace(/[^\0-\x7f]/g, '?');
		expect((await inspectEncoding(Buffer.from(wrong))).problem?.text).toBe(
			'was saved in an encoding without Russian letters, so it has question marks instead of them',
		);
	});

	test('one letter among many', async () => {
		const text = `${declaration('windows-1251')}<Файл>${'Правильный текст. '.repeat(20_000)}`;
		const bytes = Buffer.concat([
			encode(text, 'windows-1251'),
			Buffer.from('\ufffd'),
			encode('</Файл>', 'windows-1251'),
		]);
		expect((await inspectEncoding(bytes)).problem).toMatchObject({ kind: 'lost' });
	});
});

describe('parts of a file', () => {
	const filler = 'Правильный текст. '.repeat(20_000);

	test('in UTF-8 among windows-1251, far behind the beginning', async () => {
		const bytes = Buffer.concat([
			encode(`${declaration('windows-1251')}<Файл>${filler}`, 'windows-1251'),
			Buffer.from('Ромашка'),
			encode(`${filler}</Файл>`, 'windows-1251'),
		]);
		expect((await inspectEncoding(bytes)).problem).toMatchObject({
			kind: 'mixed',
			text: 'is in windows-1251, but parts of it are in UTF-8',
		});
	});

	test('in UTF-8 twice among UTF-8', async () => {
		const wrong = decode(Buffer.from('Ромашка'), 'windows-1251');
		const { problem } = await inspectEncoding(
			Buffer.from(`${declaration('UTF-8')}<Файл>${filler}${wrong}${filler}</Файл>`),
		);
		expect(problem).toMatchObject({ kind: 'mojibake' });
	});

	test('broken in UTF-8', async () => {
		const bytes = Buffer.from(`${declaration('UTF-8')}<Файл>${filler}</Файл>`);
		for (const cut of [
			Buffer.concat([bytes.subarray(0, 5001), bytes.subarray(5002)]),
			bytes.subarray(0, bytes.length - 8),
		]) {
			const { encoding, problem } = await inspectEncoding(cut);
			expect([encoding, problem?.kind]).toEqual(['utf-8', 'invalid']);
		}
	});

	test('that are no characters of windows-1251', async () => {
		const bytes = encode(`${declaration('windows-1251')}<Файл>${filler}</Файл>`, 'windows-1251');
		bytes[300_000] = 0x98;
		expect((await inspectEncoding(bytes)).problem?.text).toBe(
			'contains bytes that are no characters in windows-1251',
		);
	});
});

describe('what is no mistake', () => {
	test.each([
		['ASCII', 'plain text', 'ascii'],
		['nothing', '', 'ascii'],
		['a note', 'Заметка без разметки', 'utf-8'],
		['Latin letters', '<a>Müller, Žádost, café</a>', 'utf-8'],
		['Chinese', '<a>合同文件</a>', 'utf-8'],
		['question marks in a text', `${declaration('windows-1251')}<a b="what??? why ??">???</a>`, 'ascii'],
	])('%s', async (_what, text, encoding) => {
		expect(await inspectEncoding(Buffer.from(text))).toMatchObject({ encoding });
		expect((await inspectEncoding(Buffer.from(text))).problem).toBeUndefined();
	});

	test('text in windows-1251 that is no XML', async () => {
		expect((await inspectEncoding(encode('Заметка без разметки', 'windows-1251'))).problem).toBeUndefined();
	});
});

test('the result does not depend on how a file is cut', async () => {
	for (const [text, encoding] of [
		[declaration('UTF-8') + TEXTS.signs, 'utf-8'],
		[declaration('windows-1251') + TEXTS.profit, 'windows-1251'],
		[decode(Buffer.from(TEXTS.profit), 'windows-1251'), 'utf-8'],
		[`${declaration('windows-1251')}<??????? ????="1"/>`, 'utf-8'],
	] as const) {
		const bytes = encode(text, encoding);
		const whole = await inspectEncoding(bytes);
		for (const size of [1, 2, 3, 7, 64]) {
			const inspector = new EncodingInspector();
			for (let at = 0; at < bytes.length; at += size) inspector.push(bytes.subarray(at, at + size));
			expect(inspector.finish()).toEqual(whole);
		}
	}
});

async function convert(
	bytes: Uint8Array,
	from: 'utf-16be' | 'utf-16le' | 'utf-8' = 'utf-8',
	size = bytes.length,
) {
	async function* pieces() {
		for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
	}
	const misfits: Misfit[] = [];
	const parts: Uint8Array[] = [];
	for await (const part of convertToWindows1251(pieces(), from, (misfit) => misfits.push(misfit))) {
		parts.push(part);
	}
	return { text: decode(Buffer.concat(parts), 'windows-1251'), misfits };
}

describe('conversion to windows-1251', () => {
	const body = `${TEXTS.profit}\r\n${TEXTS.signs}`;

	test.each([
		['<?xml version="1.0" encoding="UTF-8"?>', '<?xml version="1.0" encoding="windows-1251"?>'],
		["<?xml version='1.0' encoding='utf-8' ?>", "<?xml version='1.0' encoding='windows-1251' ?>"],
		[
			'<?xml version="1.0" encoding = "UTF-8" standalone="yes"?>',
			'<?xml version="1.0" encoding = "windows-1251" standalone="yes"?>',
		],
		['<?xml version="1.0"?>', '<?xml version="1.0" encoding="windows-1251"?>'],
		[
			'<?xml version="1.0" standalone="no"?>',
			'<?xml version="1.0" encoding="windows-1251" standalone="no"?>',
		],
		['', '<?xml version="1.0" encoding="windows-1251"?>\n'],
	])('%s becomes %s', async (before, after) => {
		const { text, misfits } = await convert(Buffer.from(before + body));
		expect(text).toBe(after + body);
		expect(misfits).toEqual([]);
		expect(await convert(Buffer.from(`\ufeff${before}${body}`))).toEqual({ text, misfits });
		const converted = await inspectEncoding(encode(text, 'windows-1251'));
		expect(windows1251Problem(converted)).toBeUndefined();
	});

	test.each(['utf-16le', 'utf-16be'] as const)('from %s', async (encoding) => {
		const { text } = await convert(encode(`\ufeff${declaration('UTF-16')}${body}`, encoding), encoding);
		expect(text).toBe(declaration('windows-1251') + body);
	});

	test.each([1, 2, 3, 1000])('in pieces of %i bytes', async (size) => {
		const source = `${declaration('UTF-8')}${'Й'.normalize('NFD')}${body.repeat(20).normalize('NFD')}😀`;
		const { text, misfits } = await convert(Buffer.from(source), 'utf-8', size);
		expect(text).toBe(`${declaration('windows-1251')}Й${body.repeat(20)}?`);
		expect(misfits).toHaveLength(1);
	});

	test('lists what has no place there, with line and column', async () => {
		const { misfits } = await convert(Buffer.from(`${declaration('UTF-8')}<a b="1 ₽"/>\n<c>é 合 😀 ґ</c>`));
		expect(misfits).toEqual([
			{ character: '₽', line: 2, column: 9 },
			{ character: 'é', line: 3, column: 4 },
			{ character: '合', line: 3, column: 6 },
			{ character: '😀', line: 3, column: 8 },
		]);
		expect(misfitList(misfits, 4, 2)).toBe(
			'"₽" (U+20BD) in line 2, column 9; "é" (U+00E9) in line 3, column 4; and 2 more',
		);
	});
});
