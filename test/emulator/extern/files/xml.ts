/** Returns why a text is not well-formed XML. A rough check: tags must balance and attributes must be quoted. */
export function xmlProblem(text: string): string | undefined {
	const open: string[] = [];
	let roots = 0;
	let rest = text.replace(/^\uFEFF/, '').trimStart();
	while (rest !== '') {
		const start = rest.indexOf('<');
		if (start < 0) {
			if (rest.trim() !== '') return 'текст за пределами корневого элемента';
			break;
		}
		if (open.length === 0 && rest.slice(0, start).trim() !== '') {
			return 'текст за пределами корневого элемента';
		}
		rest = rest.slice(start);
		const skipped = skipSpecial(rest);
		if (skipped === -1) return 'незакрытый раздел';
		if (skipped > 0) {
			rest = rest.slice(skipped);
			continue;
		}
		const tag =
			/^<(\/?)([\p{L}_][\p{L}\p{N}_.:-]*)((?:\s+[\p{L}_][\p{L}\p{N}_.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/u.exec(
				rest,
			);
		if (!tag) return `ошибка разметки около «${rest.slice(0, 30)}»`;
		rest = rest.slice(tag[0].length);
		if (tag[1] === '/') {
			if (open.pop() !== tag[2]) return `лишний закрывающий тег «${tag[2]}»`;
		} else {
			if (open.length === 0 && ++roots > 1) return 'больше одного корневого элемента';
			if (tag[4] !== '/') open.push(tag[2]);
		}
	}
	if (open.length > 0) return `не закрыт элемент «${open[open.length - 1]}»`;
	return roots === 1 ? undefined : 'нет корневого элемента';
}

function skipSpecial(text: string): number {
	for (const [begin, end] of [
		['<?', '?>'],
		['<!--', '-->'],
		['<![CDATA[', ']]>'],
		['<!DOCTYPE', '>'],
	]) {
		if (!text.startsWith(begin)) continue;
		const finish = text.indexOf(end, begin.length);
		return finish < 0 ? -1 : finish + end.length;
	}
	return 0;
}

export function elementAttributes(text: string, element: string): Record<string, string> {
	const tag = new RegExp(`<${element}(\\s[^>]*)>`, 'u').exec(text);
	const result: Record<string, string> = {};
	for (const pair of (tag?.[1] ?? '').matchAll(
		/([\p{L}_][\p{L}\p{N}_.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu,
	)) {
		result[pair[1]] = pair[2] ?? pair[3] ?? '';
	}
	return result;
}

export function attributeValues(text: string, name: string): string[] {
	return [...text.matchAll(new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`, 'gu'))].map((match) => match[1]);
}
