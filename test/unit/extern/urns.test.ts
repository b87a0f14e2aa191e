import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { choicesOf, nameOfUrn, type UrnKind } from '../../../nodes/KonturExtern/api/urns';

const emulator = join(__dirname, '../../emulator');
const kinds =
	/urn:(?:docflow|document|transaction|docflow-common-status|docflow-state|task-type|drafts-builder):[\w-]+/g;

// Kontur lists no events of the Social Fund; this one is the emulator's own.
const ownOfEmulator = 'urn:transaction:request-message';

/** The URNs that the emulator, written from Kontur's documents, has in its sources. */
function urnsOfEmulator(): string[] {
	const files = readdirSync(emulator, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts') && !file.includes('tests'))
		.map((file) => readFileSync(join(emulator, file), 'utf8'));
	const found = files.flatMap((text) => text.match(kinds) ?? []);
	// URNs that end in a dash or before a placeholder are completed elsewhere.
	return [...new Set(found)].filter((urn) => !urn.endsWith('-')).sort();
}

describe('names of URNs', () => {
	it('exist for every URN that the emulator writes out', () => {
		const urns = urnsOfEmulator();
		expect(urns.length).toBeGreaterThan(20);
		expect(urns.filter((urn) => nameOfUrn(urn) === undefined)).toEqual([ownOfEmulator]);
	});

	it.each([
		['urn:docflow:fns534-report', 'Tax report (отчет в ФНС)'],
		['urn:docflow-common-status:response-arrived', 'Response arrived (получен ответ)'],
		['urn:docflow-state:warning', 'Accepted with remarks (есть претензии)'],
		['urn:transaction:acceptance-result-positive', 'Accepted (принято)'],
		['urn:document:fns534-report-date-confirmation', expect.stringContaining('подтверждение даты')],
		['urn:document:fss-sedo-appeal-exchange-error', expect.stringContaining('СЭДО')],
		['urn:document:sedo-attachment', 'Attachment (вложение)'],
	])('%s', (urn, name) => expect(nameOfUrn(urn)).toEqual(name));

	it('are found by the end of a URN, within its kind when that is known', () => {
		expect(nameOfUrn('fns534-demand')).toBe('Demand from the tax office (требование ФНС)');
		expect(nameOfUrn('fns534-demand', 'document')).toBe('Demand description (описание требования)');
		expect(nameOfUrn('sent')).toBe('Sent (отправлен)');
		expect(nameOfUrn('ready-to-send', 'draft-status')).toBe('Ready to send (готов к отправке)');
	});

	it('are found for events in the form of older clients', () => {
		expect(nameOfUrn('urn:transaction:fns534-report')).toBe(nameOfUrn('urn:transaction:report'));
		expect(nameOfUrn('urn:transaction:fns534-report-processing-result-ok')).toBe(
			'Processed (обработано успешно)',
		);
	});

	it.each([
		'urn:docflow:of-next-year',
		'urn:unheard:of',
		'urn:docflow:constructor',
		'constructor',
		'',
		undefined,
		null,
		7,
	])('do not exist for %p, which is shown as it is', (urn) => expect(nameOfUrn(urn)).toBeUndefined());

	it.each<UrnKind>(['docflow', 'docflow-common-status', 'transaction', 'document'])(
		'say both languages for every %s',
		(kind) => {
			const choices = choicesOf(kind);
			expect(choices.filter(({ name }) => !/^[A-Z0-9][^А-я]+ \(.*[А-я].*\)$/.test(name))).toEqual([]);
			expect(choices.map(({ name }) => name)).toEqual(
				choices.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'en')),
			);
		},
	);
});

test('the kind in a URN goes before the one that is given', () => {
	const name = nameOfUrn('urn:task-type:send');
	expect(name).toEqual(expect.any(String));
	expect(nameOfUrn('urn:task-type:send', 'docflow')).toBe(name);
});
