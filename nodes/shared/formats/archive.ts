import { decompress, readZip, type ZipError } from '../zip';
import { safePath } from '../foreign';
import { chunked } from '../gost';
import { t } from '../language';
import { failure } from './errors';

/** A file of a ZIP archive. */
export interface ArchiveFile {
	/** Path in the archive, separated by `/`. It cannot escape the folder that it is extracted to. */
	path: string;
	/** Reads the content; throws for damaged data at the end at the latest. */
	open: () => AsyncGenerator<Uint8Array>;
}

/** Maximum total bytes of decompressed files, which can be far larger than the archive. */
const MAX_UNPACKED = 512 * 1024 * 1024;

const ADVICE = {
	damaged: t`Turn off Unpack Archive to get the archive as it is, or ask the sender for it again.`,
	unsupported: t`Turn off Unpack Archive to get the archive as it is, and unpack it elsewhere.`,
};

const archiveError: ZipError = (code, what) =>
	failure(
		code,
		code === 'damaged' ? t`The archive is damaged: ${what}` : t`The archive cannot be unpacked: ${what}`,
		ADVICE[code],
	);

const tooLarge = () =>
	archiveError('unsupported', t`its files are larger than ${MAX_UNPACKED / 1024 / 1024} MB in total`);

/**
 * Decompresses a gzip file (RFC 1952).
 * @throws UserError while reading, at the end at the latest, for a damaged file or one over 512 MB
 */
export async function* gunzip(file: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array> {
	let length = 0;
	const corrupted = () => archiveError('damaged', t`a compressed file in it is corrupted`);
	for await (const chunk of decompress(file, 'gzip', corrupted)) {
		length += chunk.length;
		if (length > MAX_UNPACKED) throw tooLarge();
		yield chunk;
	}
}

// What macOS adds to archives and folders, besides everything in the folder for resource forks.
const MACOS_FOLDERS = /^(?:__MACOSX|\.AppleDouble|\.Spotlight-V100|\.Trashes|\.fseventsd|\.TemporaryItems)$/;
const MACOS_FILES = /^(?:\._.+|\.DS_Store|\.localized|\.apdisk|Icon\r)$/;

function isLitter(path: string): boolean {
	const parts = path.split('/');
	const name = parts.pop() ?? '';
	return MACOS_FILES.test(name) || parts.some((part) => MACOS_FOLDERS.test(part));
}

/** Returns a function that numbers paths which Windows or macOS would take for the same file. */
function numbering(): (path: string) => string {
	const taken = new Set<string>();
	const last = new Map<string, number>();
	return (path) => {
		const key = path.toLowerCase();
		const dot = path.lastIndexOf('.');
		const stem = dot > path.lastIndexOf('/') + 1 ? path.slice(0, dot) : path;
		let free = path;
		for (let number = last.get(key) ?? 2; taken.has(free.toLowerCase()); number++) {
			free = `${stem} (${number})${path.slice(stem.length)}`;
			last.set(key, number + 1);
		}
		taken.add(free.toLowerCase());
		return free;
	};
}

/**
 * Lists the files of a ZIP archive, without folders and what macOS adds. Paths differ: those that occur again are
 * numbered.
 * @throws UserError for a damaged or password-protected archive, one of more than 1000 files or 512 MB, here or while a
 * file is read
 */
export function readArchive(archive: Buffer<ArrayBuffer>): ArchiveFile[] {
	const entries = readZip(archive, archiveError).filter(({ path }) => !path.endsWith('/') && !isLitter(path));
	// No entry yields more than its declared size, so this bounds what is written.
	if (entries.reduce((total, { size }) => total + size, 0) > MAX_UNPACKED) throw tooLarge();
	const unlike = numbering();
	return entries.map(({ path, open }) => ({
		path: unlike(safePath(path) || 'document'),
		open: () => chunked(open()),
	}));
}
