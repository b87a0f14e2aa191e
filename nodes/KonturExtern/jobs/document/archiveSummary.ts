import { capped, visible } from '../../../shared/foreign';
import { documentsOf } from '../../api/docflowDocument';
import type { Docflow, DocflowDocument } from '../../api/types';
import { shownName, type UrnKind } from '../../api/urns';

/** A file in the archive. */
export interface ArchivedFile {
	path: string;
	content: 'description' | 'document' | 'printForm' | 'signature';
	documentId?: string;
}

/** What the archive contains and lacks. */
export interface ArchiveContents {
	files: ArchivedFile[];
	/** Documents whose file is encrypted for another certificate, or was not to be decrypted. */
	encrypted: DocflowDocument[];
	/** Documents that Kontur could not print, with its reason. */
	notPrinted: Array<{ document: DocflowDocument; reason: string }>;
}

// Bytes.
const LONGEST_LINE = 4096;

/** Returns the Russian name of a URN: the records are read by Russian authorities. */
export function russianName(urn: unknown, kind: UrnKind): string {
	const name = shownName(urn, kind) ?? '';
	const inBrackets = name.trimEnd().endsWith(')')
		? name.slice(name.lastIndexOf('(') + 1, name.lastIndexOf(')'))
		: '';
	const russian = /[а-яё]/i.test(inBrackets) ? inBrackets : name;
	return russian.charAt(0).toUpperCase() + russian.slice(1);
}

/** Returns a moment as people write it; Kontur gives Moscow time without an offset. */
function shownMoment(moment: unknown): string {
	const [, year, month, day, time] =
		/^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?/.exec(typeof moment === 'string' ? moment : '') ?? [];
	if (!year) return '';
	return `${day}.${month}.${year}${time ? ` ${time}` : ''}`;
}

const line = (name: string, value: unknown): string[] =>
	typeof value === 'string' && value.trim() ? [`${name}: ${value.trim()}`] : [];

const momentLine = (name: string, moment: unknown): string[] => {
	const shown = shownMoment(moment);
	return shown ? [`${name}: ${shown} (московское время)`] : [];
};

function periodOf({ description }: Docflow): string {
	const days = [description?.['period-begin'], description?.['period-end']].map(shownMoment);
	return days.filter((day) => day).join(' – ');
}

/** What the archive contains and lacks, by document: a demand can have thousands of them. */
interface ByDocument {
	paths: ReadonlyMap<string | undefined, readonly string[]>;
	encrypted: ReadonlySet<DocflowDocument>;
	notPrinted: ReadonlyMap<DocflowDocument, string>;
}

function byDocument({ files, encrypted, notPrinted }: ArchiveContents): ByDocument {
	const paths = new Map<string | undefined, string[]>();
	for (const { documentId, path } of files) {
		const known = paths.get(documentId);
		if (known) known.push(path);
		else paths.set(documentId, [path]);
	}
	return {
		paths,
		encrypted: new Set(encrypted),
		notPrinted: new Map(notPrinted.map(({ document, reason }) => [document, reason])),
	};
}

function documentLines(document: DocflowDocument, index: number, contents: ByDocument): string[] {
	const sent = shownMoment(document['send-date']);
	const paths = contents.paths.get(document.id) ?? [];
	const failed = contents.notPrinted.get(document);
	return [
		`${index + 1}. ${russianName(document.description?.type, 'document')}${sent ? `, ${sent}` : ''}`,
		...paths.map((path) => `   ${path}`),
		...(paths.length === 0 ? ['   без файла: документ только отмечает событие'] : []),
		...(contents.encrypted.has(document) ? ['   файл зашифрован'] : []),
		...(failed !== undefined ? [`   печатной формы нет: ${failed}`] : []),
	];
}

/** Describes a document flow and its archive in Russian, as a text file. */
export function describe(docflow: Docflow, contents: ArchiveContents, now: string): string {
	const { description } = docflow;
	const form = description?.['form-version'];
	const ofDocuments = byDocument(contents);
	const lines = [
		`Документооборот: ${russianName(docflow.type, 'docflow')}`,
		...line('Номер в Контур.Экстерне', docflow.id),
		...line('Состояние', russianName(docflow.status, 'docflow-common-status')),
		...line('Итог', russianName(docflow['success-state'], 'docflow-state')),
		...momentLine('Отправлен', docflow['send-date']),
		...momentLine('Последнее изменение', docflow['last-change-date']),
		...line('ИНН налогоплательщика', description?.['payer-inn']),
		...line('Получатель', description?.recipient ?? description?.cu),
		...line('Форма', form?.['form-shortname']),
		...line('КНД', form?.knd),
		...line('Период', periodOf(docflow)),
		...momentLine('Архив составлен', now),
		'',
		'Документы:',
		...documentsOf(docflow).flatMap((document, index) => documentLines(document, index, ofDocuments)),
		'',
		'Файлы .sig – отсоединенные подписи файлов с тем же именем.',
	];
	// A line break in a value would look like a statement of ours.
	const text = lines.map((one) => capped(visible(one), LONGEST_LINE)).join('\r\n');
	// The mark tells Windows Notepad the encoding.
	return `\ufeff${text}\r\n`;
}
