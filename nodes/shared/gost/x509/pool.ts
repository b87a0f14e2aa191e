import { Asn1, TAG } from '../asn1/der';
import { yieldToEventLoop } from '../base/chunks';
import { toResult } from '../base/result';
import { certificateFromAsn1, type Certificate } from './certificate';
import { EXTENSION, extensionOf, readAuthorityKeyId, type Extension } from './extensions';
import { nameKey } from './names';

/** Certificates with one name that are considered as issuers; the most likely ones first. */
const MAX_NAMESAKES = 48;

/** Bytes that are read between yields to the event loop; every certificate counts as at least `MIN_COST`. */
const TURN = 16 * 1024;
const MIN_COST = 256;

/** Calls `visit` for every item and yields to the event loop in between, by the bytes that `visit` reads. */
async function inTurns<T>(
	items: readonly T[],
	size: (item: T) => number,
	visit: (item: T) => void,
): Promise<void> {
	let cost = 0;
	for (const item of items) {
		cost += Math.max(size(item), MIN_COST);
		if (cost > TURN) {
			await yieldToEventLoop();
			cost = 0;
		}
		visit(item);
	}
}

/** The fields of a certificate by which it is found. Reading them costs a tenth of reading the certificate. */
interface Skimmed {
	readonly issuerDer: Uint8Array;
	readonly serialDer: Uint8Array;
	readonly subjectDer: Uint8Array;
	readonly subjectKeyId: Uint8Array | undefined;
	/** Reads the whole certificate; undefined if it is unreadable. */
	readonly read: () => Certificate | undefined;
}

const KEY_ID = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x0e]);

function skim(node: Asn1): Skimmed {
	const reader = node.reader().next().reader();
	reader.optional(0xa0);
	const serial = reader.next(TAG.integer);
	reader.next(TAG.sequence);
	const issuer = reader.next(TAG.sequence);
	reader.next();
	const subject = reader.next(TAG.sequence);
	reader.next();
	const extensions = reader.rest().find((item) => item.is(0xa3));
	const keyId = extensions
		?.onlyChild()
		.children()
		.find((item) => Buffer.from(item.bytes.subarray(0, 12)).includes(KEY_ID))
		?.children()
		.at(-1);
	let certificate: Certificate | undefined;
	let isRead = false;
	return {
		issuerDer: issuer.bytes,
		serialDer: serial.bytes,
		subjectDer: subject.bytes,
		subjectKeyId: keyId && Asn1.parse(keyId.octetString()).octetString(),
		read: () => {
			if (!isRead) {
				const read = toResult(() => certificateFromAsn1(node));
				certificate = read.ok ? read.value : undefined;
				isRead = true;
			}
			return certificate;
		},
	};
}

const skimmed = (certificate: Certificate): Skimmed => ({ ...certificate, read: () => certificate });

/** Certificates with one subject; incomplete if there are more than are considered. */
interface Namesakes {
	readonly certificates: readonly Certificate[];
	readonly complete: boolean;
}

type Groups = Map<string, Skimmed[]>;

function put(groups: Groups, key: string, entry: Skimmed): void {
	const group = groups.get(key);
	if (group) group.push(entry);
	else groups.set(key, [entry]);
}

const keyOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Returns where a certificate stands among possible issuers: its key identifier matches, is unknown, or differs. */
function rank(subjectKeyId: Uint8Array | undefined, wanted: Uint8Array | undefined): 0 | 1 | 2 {
	if (!subjectKeyId || !wanted) return 1;
	return Buffer.compare(subjectKeyId, wanted) === 0 ? 0 : 2;
}

/** Returns the identifier that a certificate or a revocation list states for its issuer's key. */
export function issuerKeyId(signed: { readonly extensions: readonly Extension[] }): Uint8Array | undefined {
	const read = toResult(() => readAuthorityKeyId(extensionOf(signed, EXTENSION.authorityKeyIdentifier)));
	return read.ok ? read.value : undefined;
}

function firstOf(
	pools: readonly CertificatePool[],
	find: (pool: CertificatePool) => Certificate | undefined,
): Certificate | undefined {
	for (const pool of pools) {
		const found = find(pool);
		if (found) return found;
	}
	return undefined;
}

/**
 * A set of certificates in which signers and issuers are found. A message may contain thousands of others, so only those
 * that are needed are read, each certificate once.
 */
export class CertificatePool {
	private names: Groups | undefined;
	private serials: Map<string, Skimmed> | undefined;
	private sameSerial: Groups | undefined;
	private keyIds: Map<string, Skimmed> | undefined;

	private constructor(
		private readonly entries: readonly Skimmed[],
		private readonly others: readonly CertificatePool[] = [],
	) {}

	/** Creates a pool of certificates that were read before. */
	static of(certificates: readonly Certificate[]): CertificatePool {
		return new CertificatePool(certificates.map(skimmed));
	}

	/**
	 * Creates a pool of the certificates of a CertificateSet (RFC 5652, section 10.2.3) and further ones. Skips other
	 * kinds and unreadable ones.
	 */
	static async read(
		set: Asn1 | undefined,
		certificates: readonly Certificate[] = [],
	): Promise<CertificatePool> {
		const entries = new Map<string, Skimmed>();
		const nodes = set?.children() ?? [];
		await inTurns(
			nodes,
			({ bytes }) => bytes.length / 4,
			(node) => {
				const entry = node.is(TAG.sequence) ? toResult(() => skim(node)) : undefined;
				if (entry?.ok) entries.set(keyOf(node.bytes), entry.value);
			},
		);
		for (const certificate of certificates) entries.set(keyOf(certificate.der), skimmed(certificate));
		return new CertificatePool([...entries.values()]);
	}

	/** Creates a pool of the certificates of all pools; those of the first are found first. They keep their indexes. */
	static join(...pools: readonly CertificatePool[]): CertificatePool {
		return new CertificatePool([], pools);
	}

	/** Returns the certificate with this issuer and serial number; the issuer may be encoded otherwise. */
	byIssuerAndSerial(issuerDer: Uint8Array, serialDer: Uint8Array): Certificate | undefined {
		const wanted = `${keyOf(serialDer)}|${keyOf(issuerDer)}`;
		this.serials ??= this.indexed((entry) => `${keyOf(entry.serialDer)}|${keyOf(entry.issuerDer)}`);
		const own = this.serials.get(wanted)?.read() ?? this.byName(issuerDer, serialDer);
		return own ?? firstOf(this.others, (pool) => pool.byIssuerAndSerial(issuerDer, serialDer));
	}

	/** Finds a certificate whose issuer has the same name in another encoding (RFC 5280, section 7.1). */
	private byName(issuerDer: Uint8Array, serialDer: Uint8Array): Certificate | undefined {
		if (!this.sameSerial) {
			this.sameSerial = new Map();
			for (const entry of this.entries) put(this.sameSerial, keyOf(entry.serialDer), entry);
		}
		const name = nameKey(issuerDer);
		const found = this.sameSerial.get(keyOf(serialDer))?.slice(0, MAX_NAMESAKES);
		return found?.find((entry) => nameKey(entry.issuerDer) === name)?.read();
	}

	/** Returns the certificate with this subject key identifier. */
	byKeyId(keyId: Uint8Array): Certificate | undefined {
		this.keyIds ??= this.indexed(({ subjectKeyId }) => subjectKeyId && keyOf(subjectKeyId));
		return this.keyIds.get(keyOf(keyId))?.read() ?? firstOf(this.others, (pool) => pool.byKeyId(keyId));
	}

	/** Finds the first entry for every key. */
	private indexed(keyFor: (entry: Skimmed) => string | undefined): Map<string, Skimmed> {
		const index = new Map<string, Skimmed>();
		for (const entry of this.entries) {
			const key = keyFor(entry);
			if (key !== undefined && !index.has(key)) index.set(key, entry);
		}
		return index;
	}

	private async named(key: string): Promise<readonly Skimmed[]> {
		if (!this.names) {
			const names: Groups = new Map();
			await inTurns(
				this.entries,
				({ subjectDer }) => subjectDer.length,
				(entry) => {
					put(names, nameKey(entry.subjectDer), entry);
				},
			);
			this.names = names;
		}
		const found = [...(this.names.get(key) ?? [])];
		for (const pool of this.others) for (const entry of await pool.named(key)) found.push(entry);
		return found;
	}

	/** Returns the certificates with this subject, those whose key identifier matches first, up to a limit. */
	async withSubject(key: string, keyId: Uint8Array | undefined): Promise<Namesakes> {
		const found = await this.named(key);
		const ranks: [Skimmed[], Skimmed[], Skimmed[]] = [[], [], []];
		for (const entry of found) ranks[rank(entry.subjectKeyId, keyId)].push(entry);
		const likely = ranks.flat().slice(0, MAX_NAMESAKES);
		const certificates: Certificate[] = [];
		for (const entry of likely) {
			const certificate = entry.read();
			if (certificate) certificates.push(certificate);
			if (certificates.length % 4 === 3) await yieldToEventLoop();
		}
		return { certificates, complete: likely.length === found.length };
	}
}
