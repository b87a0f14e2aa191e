import { t } from '../language';
import type { Gate } from './gate';

/** An answer that is not Kontur's, as far as it helps to find out whose it is. */
export interface ForeignAnswer {
	status: number;
	headers: Readonly<Record<string, unknown>>;
	/** The body as it was received, or its beginning; undefined if it could not be read. */
	text?: string;
	isJson: boolean;
}

// The beginning of a page names it.
const HEAD = 4096;
const EXCERPT = 200;
const HEADER = 80;

const ENTITIES = new Map([
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	['quot', '"'],
	['apos', "'"],
	['nbsp', ' '],
]);

/** Decodes the character references of HTML that text consists of. */
const decoded = (html: string) =>
	html.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]{2,6}));/g, (reference, decimal, hex, name) => {
		if (name !== undefined) return ENTITIES.get(String(name)) ?? reference;
		const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
	});

/** Returns the text between the tags of HTML. */
function withoutTags(html: string): string {
	let text = '';
	for (let at = 0; at < html.length;) {
		const open = html.indexOf('<', at);
		if (open < 0) return text + html.slice(at);
		text += `${html.slice(at, open)} `;
		const close = html.indexOf('>', open);
		if (close < 0) return text;
		at = close + 1;
	}
	return text;
}

function contentOf(element: string, html: string): string {
	const lower = html.toLowerCase();
	const open = lower.indexOf(`<${element}`);
	const begin = open < 0 ? -1 : html.indexOf('>', open) + 1;
	const end = begin <= 0 ? -1 : lower.indexOf(`</${element}`, begin);
	return end < 0 ? '' : decoded(withoutTags(html.slice(begin, end))).trim();
}

/** Whether a text is an HTML page, or XML. */
export const isPage = (text: string): boolean => text.slice(0, 256).trimStart().startsWith('<');

function excerptOf(text: string): string {
	const head = text.slice(0, HEAD);
	if (!isPage(head)) return head;
	return contentOf('title', head) || contentOf('h1', head) || decoded(withoutTags(head));
}

/** Says what kind of answer it is. */
function kindOf({ text, isJson }: ForeignAnswer): string {
	if (text === undefined) return t`an unreadable response`;
	if (text.trim() === '') return t`an empty response`;
	if (isJson) return t`JSON that is not Kontur's`;
	if (isPage(text)) return t`an HTML page`;
	return /^\s*[[{"]/.test(text.slice(0, 256)) ? t`a truncated response` : t`plain text`;
}

/**
 * Describes an answer that is not Kontur's: what it is, what it says, its status and the programs that name themselves
 * in it (RFC 9110, sections 7.6.3 and 10.2.4).
 */
export function obstacleOf(answer: ForeignAnswer, gate: Gate): string {
	const { status, headers, text = '' } = answer;
	const says = gate.text(excerptOf(text).replace(/\s+/g, ' '), EXCERPT);
	const named = (name: string, label: string) => {
		const value = gate.text(headers[name], HEADER);
		return value ? [`${label} ${value}`] : [];
	};
	const facts = [
		`HTTP ${status}`,
		...named('content-type', 'type'),
		...named('server', 'server'),
		...named('via', 'via'),
	];
	return `${kindOf(answer)}${says ? t` that says "${says}"` : ''} (${facts.join(', ')})`;
}
