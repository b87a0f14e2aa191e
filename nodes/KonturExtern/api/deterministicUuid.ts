import { createHash } from 'crypto';
import { OperationalError } from 'n8n-workflow';
import { t } from '../../shared/language';

/**
 * Derives a UUID from its parts: equal parts give the same UUID on every machine and in every run.
 * Source: RFC 9562, section 5.8 (version 8), over the first 122 bits of a SHA-256.
 */
export function deterministicUuid(...parts: unknown[]): string {
	const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
	bytes[6] = (bytes[6] & 0x0f) | 0x80;
	bytes[8] = (bytes[8] & 0x3f) | 0x80;
	return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Checks that a PUT created its object under the ID in its path. Only that ID keeps a second run from sending the same
 * thing again. Kontur creates a missing draft, document or signature under the requested ID, whatever its UUID version
 * (Kontur.Extern documentation, "Drafts", PUT; C# SDK, end-to-end tests of drafts).
 * @param what is created
 * @param instead how to do the work without this guarantee, a sentence without its full stop
 * @throws OperationalError for another ID
 */
export function requireId(
	id: unknown,
	wanted: string,
	what: 'draft' | 'drafts builder',
	instead: string,
): void {
	if (id === undefined || String(id).toLowerCase() === wanted) return;
	throw new OperationalError(
		what === 'draft'
			? t`Kontur did not create the draft under the requested ID, so running this node again could send it twice. ${instead}, and please report this.`
			: t`Kontur did not create the drafts builder under the requested ID, so running this node again could send it twice. ${instead}, and please report this.`,
	);
}
