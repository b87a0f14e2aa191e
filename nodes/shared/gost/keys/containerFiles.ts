import { t } from '../../language';
import { toBinary } from '../asn1/pem';
import { collect } from '../base/chunks';
import { damaged, GostError } from '../base/errors';
import { isZip, readZip, type ZipEntry, type ZipError } from '../../zip';

/** The files of a CryptoPro CSP key container (the folder `xxxxxxxx.000`). */
export interface ContainerFiles {
	readonly header: Uint8Array;
	readonly masks: Uint8Array;
	readonly primary: Uint8Array;
	/** Reserve copies of `masks` and `primary`. */
	readonly masks2?: Uint8Array;
	readonly primary2?: Uint8Array;
	/** The display name of the container; unused. */
	readonly name?: Uint8Array;
}

export type NamedFiles = ContainerFiles | Readonly<Record<string, Uint8Array | undefined>>;

/** What an archive or a folder contains. */
export interface ContainerFolders {
	readonly containers: readonly ContainerFiles[];
	/** Files next to the containers that may be certificates or keys. */
	readonly others: readonly Uint8Array[];
}

const FILE = /(?:^|[/\\])(header|masks2?|primary2?|name)(?:\.key)?$/i;
const OTHER = /\.(?:cer|crt|der|pem|p7b|p7c|pfx|p12|p8|key|txt)$/i;
/** A container has six files of a few kilobytes. */
const MAX_FILE = 256 * 1024;
const MAX_FILES = 64;

/** Creates the error for a container without its files. */
export function missingFiles(): GostError {
	return new GostError('bad-argument', t`A key container must include header.key, masks.key and primary.key`);
}

/** Picks the files of each container by path; the paths may include folders. */
function pickContainers(files: Iterable<readonly [string, Uint8Array]>): ContainerFiles[] {
	const folders = new Map<string, Map<string, Uint8Array>>();
	for (const [path, content] of files) {
		const found = FILE.exec(path);
		if (!found) continue;
		const folder = path.slice(0, found.index);
		folders.set(folder, (folders.get(folder) ?? new Map()).set(found[1].toLowerCase(), content));
	}
	return [...folders.values()].flatMap((folder) => {
		const get = (name: keyof ContainerFiles): Uint8Array | undefined => folder.get(name);
		const [header, masks, primary] = [get('header'), get('masks'), get('primary')];
		if (!header || !masks || !primary) return [];
		return [{ header, masks, primary, masks2: get('masks2'), primary2: get('primary2') }];
	});
}

/** Returns the container that files given by name make up. Throws `bad-argument` if one is missing. */
export function namedContainer(input: NamedFiles): ContainerFiles {
	const entries: ReadonlyArray<readonly [string, Uint8Array | undefined]> = Object.entries(input);
	const [container] = pickContainers(
		entries.flatMap(([path, content]) =>
			content && FILE.test(path) ? [[path, toBinary(content)] as const] : [],
		),
	);
	if (!container) throw missingFiles();
	return container;
}

const zipError: ZipError = (code, what) =>
	new GostError(code, t`The ZIP archive of the key container cannot be read: ${what}`);

/**
 * Reads the containers of a ZIP archive, and the certificates and keys next to them. Throws `damaged`, `unsupported`,
 * and `bad-argument` if there is neither.
 */
export async function unzipContainers(archive: Uint8Array): Promise<ContainerFolders> {
	if (!isZip(archive)) throw damaged(t`file that is not a ZIP archive`);
	const entries = readZip(Buffer.from(archive), zipError);
	const parts = entries.filter(({ path }) => FILE.test(path));
	if (parts.length > MAX_FILES) throw zipError('damaged', t`it has too many files`);
	const files: Array<readonly [string, Uint8Array]> = [];
	for (const { path, size, open } of parts) {
		if (size > MAX_FILE) throw zipError('damaged', t`a file in it is too large`);
		files.push([path, await collect(open())]);
	}
	const isOther = ({ path, size }: ZipEntry): boolean =>
		!FILE.test(path) && OTHER.test(path) && !path.startsWith('__MACOSX/') && size <= MAX_FILE;
	const others: Uint8Array[] = [];
	for (const { open } of entries.filter(isOther).slice(0, MAX_FILES)) others.push(await collect(open()));
	const containers = pickContainers(files);
	if (containers.length === 0 && (parts.length > 0 || others.length === 0)) throw missingFiles();
	return { containers, others };
}
