/** Documents for canonicalization, each about one rule; written for these tests. */
export const cases: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
	Object.entries({
		plain: '<a><b>text</b><c/></a>',
		'empty element': '<a></a>',
		'declaration and space around':
			'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n\n<a>\n  <b/>\n</a>\n\n',
		'byte order mark': '\ufeff<?xml version="1.0" encoding="utf-8"?><a>mark</a>',
		'attribute order':
			'<a z="1" y=\'2\' x="3" xmlns:q="urn:b" xmlns:p="urn:c" q:z="4" p:a="5" q:a="6" b="7" B="8" _c="9"/>',
		'attribute order of prefixes that mean the same':
			'<a xmlns:x="urn:1" xmlns:b="urn:2" b:one="1" x:two="2" x:one="3"/>',
		'escapes in attributes': `<a one="&lt;&gt;&amp;&quot;&apos;'" two='"&#9;&#10;&#13;' three="tab\there\nline\r\nend  two"/>`,
		'escapes in text': `<a>&lt;&gt;&amp;&quot;&apos; "'> &#9;&#10;&#13; &#x41;&#1071;</a>`,
		'line ends': '<a one="x\r\ny\rz">\r\none\rtwo\r\r\nthree\n\r</a>\r\n',
		sections: '<a><![CDATA[<b>&amp;</b> ]] > "quoted"]]><![CDATA[]]>tail<![CDATA[\r\n]]></a>',
		'end of a section inside one': '<a><![CDATA[x]]]]><![CDATA[>y]]></a>',
		comments: '<!-- before --><a><!-- in --><b/><!----><!-- a\r\nb --></a><!-- after -->',
		instructions: '<?first  some data ?>\n<a><?in?><?in  a="<&>"  ?></a><?last\n\ttwo\r\nlines?>',
		'instructions and comments around': '<?one?><!--c--><?two x?><a/><!--d--><?three?>',
		'mixed content': '<p>one <b>two <i>three</i></b> four<br/>five </p>',
		'white space everywhere': '<a\n\tx = "1"\r\n  y\t=\t\'2\'  >\n\t<b  />\n\t<c\n>\n</c\n>\n</a >',
		'default namespace': '<a xmlns="urn:one"><b><c xmlns="urn:two"><d/></c></b></a>',
		'default namespace taken back':
			'<a xmlns="urn:one"><b xmlns=""><c/><d xmlns=""/></b><e xmlns="urn:one"/></a>',
		'default namespace taken back at the root': '<a xmlns=""><b xmlns=""/></a>',
		'prefix declared again, same':
			'<p:a xmlns:p="urn:one"><p:b xmlns:p="urn:one"><p:c xmlns:p="urn:one"/></p:b></p:a>',
		'prefix declared again, other':
			'<p:a xmlns:p="urn:one"><p:b xmlns:p="urn:two"><p:c xmlns:p="urn:one"/></p:b><p:d/></p:a>',
		'prefixes that nobody uses':
			'<a xmlns:x="urn:x" xmlns:y="urn:y"><b xmlns:z="urn:z"><y:c/></b><y:d x:e="1"/></a>',
		'prefix used deeper twice': '<a xmlns:x="urn:x"><x:b><x:c/></x:b><x:b x:d=""/><e><x:f/></e></a>',
		'prefix of an attribute only': '<a xmlns:x="urn:x"><b x:c="1"><d x:e="2"/></b></a>',
		'prefixes swapped':
			'<x:a xmlns:x="urn:1" xmlns:y="urn:2"><y:b xmlns:x="urn:2" xmlns:y="urn:1"><x:c y:d=""/></y:b></x:a>',
		'order of prefixes':
			'<a xmlns:b="urn:b" xmlns:a="urn:a" xmlns="urn:0" xmlns:A="urn:A" xmlns:aa="urn:aa" a:x="" b:x="" A:x="" aa:x=""/>',
		'attributes of xml':
			'<a xml:lang="ru" xml:space="preserve"><b xml:lang="en" xmlns:x="urn:x" x:y="1" z="2"/></a>',
		'declared prefix xml': '<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:lang="ru"/>',
		'Cyrillic names and text':
			'<Файл ИдФайл="1" xmlns:ф="urn:f"><ф:Документ Имя="«Ёлка» №5">Текст — ёЁъ</ф:Документ></Файл>',
		'supplementary characters': '<a b="&#x1F600;">\u{1f600}\u{10ffff} &#x10FFFF;\u{2f81a}</a>',
		'order of characters beyond the basic plane':
			'<a xmlns:\uf900="urn:1" xmlns:\u{10000}="urn:2" \uf900:x="1" \u{10000}:x="2" \u{10000}="3" \uf900="4"/>',
		'the ends of the ranges of characters':
			'<a b="\u0085\u2028\u007f\ud7ff\ue000\ufffd">\u0085\u2028\u007f\ud7ff\ue000\ufffd</a>',
		'windows-1251':
			'cp1251:<?xml version="1.0" encoding="windows-1251"?>\n<Файл Имя="Отчёт «№1»"><Строка>Привет, мир — ёЁ</Строка></Файл>',
		'windows-1251 in quotes of the other kind':
			"cp1251:<?xml version='1.0' encoding='Windows-1251' ?><а б='в'/>",
		'a report': [
			'<?xml version="1.0" encoding="UTF-8"?>',
			'<ЭДПФР xmlns="http://xn--o1aa.example/efs-1" xmlns:АФ5="http://xn--o1aa.example/af" xmlns:УТ2="http://xn--o1aa.example/ut">',
			'  <ЕФС-1>',
			'    <УТ2:Работодатель УТ2:Номер="001-001-000001"><УТ2:ИНН>7700000000</УТ2:ИНН></УТ2:Работодатель>',
			'    <Сумма Вид="1">100.00</Сумма>',
			'  </ЕФС-1>',
			'  <СлужебнаяИнформация><АФ5:GUID>8d0c0cc8-0000-4000-8000-000000000000</АФ5:GUID></СлужебнаяИнформация>',
			'</ЭДПФР>',
		].join('\r\n'),
	}).map(([name, text]) => [name, text.startsWith('cp1251:') ? cp1251(text.slice(7)) : Buffer.from(text)]),
);

/** Windows-1251 of the letters that the documents here have. */
export function cp1251(text: string): Uint8Array {
	const others: Readonly<Record<string, number>> = {
		Ё: 0xa8,
		ё: 0xb8,
		'«': 0xab,
		'»': 0xbb,
		'№': 0xb9,
		'—': 0x97,
	};
	return Uint8Array.from(
		[...text].map((letter) => {
			const code = letter.charCodeAt(0);
			if (code < 0x80) return code;
			return others[letter] ?? code - 0x410 + 0xc0;
		}),
	);
}
