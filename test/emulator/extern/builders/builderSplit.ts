import { orderOf, textIn } from './builderMeta';
import type { BuilderDocument, BuilderFile, BuilderType, DraftsBuilder } from './builderModel';
import { sizeOf } from '../files/contentStore';
import type { Account } from '../model';

const megabyte = 1024 * 1024;
const scans = ['jpg', 'jpeg', 'png', 'pdf', 'tif', 'tiff'];
const longestName = 100;

interface Limits {
	files: number;
	bytes: number;
}

const commonLimits: Limits = { files: 99, bytes: 60 * megabyte };
const letterLimits: Limits = { files: 99, bytes: 4 * megabyte };

type FileKind = 'main' | 'attachment' | 'warrant' | 'letter';

export interface SourceFile {
	document: BuilderDocument;
	file: BuilderFile;
	size: number;
	kind: FileKind;
	/** Its name in the draft. */
	name: string;
}

export interface Problem {
	documentId: string;
	message: string;
}

function limitsOf(type: BuilderType): Limits {
	return type === 'fns534-letter' ? letterLimits : commonLimits;
}

function extensionOf(name: string): string {
	return /\.([^.]+)$/.exec(name)?.[1].toLowerCase() ?? '';
}

function kindOf(type: BuilderType, document: BuilderDocument, file: BuilderFile, index: number): FileKind {
	const given = textIn(document.data, 'type')?.toLowerCase();
	if (type === 'fns534-inventory') return given === 'warrant' ? 'warrant' : 'attachment';
	if (type === 'fns534-letter') {
		if (given === 'warrant' || given === 'letter' || given === 'attachment') return given;
		if (/^ON_(DOV|EMCHD)/i.test(file.fileName)) return 'warrant';
		return extensionOf(file.fileName) === 'txt' ? 'letter' : 'attachment';
	}
	if (type === 'business-registration') return 'attachment';
	return index === 0 ? 'main' : 'attachment';
}

function nameOf(type: BuilderType, name: string): string {
	if (type !== 'fns534-letter' || name.length <= longestName) return name;
	const extension = extensionOf(name);
	return `${name.slice(0, longestName - extension.length - 1)}.${extension}`;
}

function filesOf(builder: DraftsBuilder, account: Account, document: BuilderDocument): SourceFile[] {
	const { type } = builder;
	return [...document.files.values()]
		.sort((a, b) => orderOf(type, a.data) - orderOf(type, b.data))
		.map((file, index) => ({
			document,
			file,
			size: sizeOf(account.contents.get(file.contentId)?.parts ?? []),
			kind: kindOf(type, document, file, index),
			name: nameOf(type, file.fileName),
		}));
}

function problemOf(
	builder: DraftsBuilder,
	document: BuilderDocument,
	files: SourceFile[],
): string | undefined {
	if (files.length === 0) return 'Документ не содержит файлов';
	const { type } = builder;
	const tooLarge = files.find(({ size }) => size > limitsOf(type).bytes);
	if (tooLarge) return `Файл «${tooLarge.file.fileName}» слишком большой`;
	if (type !== 'fns534-inventory' && type !== 'business-registration') return undefined;
	const formalized = textIn(document.data, 'type')?.toLowerCase();
	const allowed = formalized === 'scanned' ? scans : [...scans, 'xml'];
	const foreign = files.find(({ file }) => !allowed.includes(extensionOf(file.fileName)));
	return foreign ? `Формат файла «${foreign.file.fileName}» не поддерживается` : undefined;
}

/** Returns the files of the valid documents, and the errors of the others. */
export function sortOut(
	builder: DraftsBuilder,
	account: Account,
): { good: SourceFile[][]; problems: Problem[] } {
	const good: SourceFile[][] = [];
	const problems: Problem[] = [];
	for (const document of builder.documents.values()) {
		const files = filesOf(builder, account, document);
		const message = problemOf(builder, document, files);
		if (message === undefined) good.push(files);
		else problems.push({ documentId: document.id, message });
	}
	return { good, problems };
}

function byLabel(documents: SourceFile[][]): SourceFile[][] {
	const groups = new Map<string | undefined, SourceFile[]>();
	for (const files of documents) {
		const label = textIn(files[0].document.data, 'label-for-grouping');
		groups.set(label, [...(groups.get(label) ?? []), ...files]);
	}
	return [...groups.values()];
}

/** A long letter is sent separately. */
function textsApart(files: SourceFile[]): SourceFile[][] {
	const texts = files.filter(({ kind }) => kind === 'letter');
	const others = files.filter(({ kind }) => kind !== 'letter');
	const length = texts.reduce((sum, { size }) => sum + size, 0);
	return length > megabyte && others.length > 0 ? [texts, others] : [files];
}

function groupsOf(type: BuilderType, documents: SourceFile[][]): SourceFile[][] {
	if (documents.length === 0) return [];
	if (type === 'fns534-inventory') return byLabel(documents);
	if (type === 'fns534-letter') return textsApart(documents.flat());
	// Each old pension report becomes a separate draft.
	return type === 'pfr-report' ? documents : [documents.flat()];
}

function withinLimits(files: SourceFile[], { files: most, bytes }: Limits): SourceFile[][] {
	const parts: SourceFile[][] = [];
	let length = 0;
	for (const file of files) {
		const last = parts.at(-1);
		if (!last || last.length >= most || length + file.size > bytes) {
			parts.push([file]);
			length = file.size;
		} else {
			last.push(file);
			length += file.size;
		}
	}
	return parts;
}

/** Returns the files of each draft to create. */
export function distribute(type: BuilderType, documents: SourceFile[][]): SourceFile[][] {
	return groupsOf(type, documents).flatMap((files) => withinLimits(files, limitsOf(type)));
}
