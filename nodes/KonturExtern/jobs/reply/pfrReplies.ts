import { UserError } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import { explain } from '../../../shared/formats/errors';
import { ENCRYPTED, kindOf } from '../../../shared/formats/fileKind';
import { decrypt } from '../../../shared/gost';
import { t } from '../../../shared/language';
import type { Client } from '../../../shared/transport';
import { readDocflow } from '../../api/documentPlaces';
import { asArray, readObject, type Ids } from '../../api/read';
import { pfrReplyPath } from '../../api/routes';
import { pfrReplyShape, type Docflow, type PfrReplyDocument } from '../../api/types';

/** Source: Kontur.Extern documentation, "PFR replies". */
export const pfrReplyDocumentPath = `${pfrReplyPath}/documents/{replyDocumentId}`;

/** Reads a document in a reply to the pension fund. It has no endpoint. */
export async function readReplyDocument(
	client: Client,
	ids: Ids & { replyDocumentId: string },
): Promise<PfrReplyDocument> {
	const { documents } = await readObject(client, pfrReplyPath, ids, pfrReplyShape);
	const wanted = ids.replyDocumentId.trim().toLowerCase();
	const found = asArray(documents).find(({ id }) => id === wanted);
	if (found) return found;
	throw new UserError(t`The reply has no document with this ID. Look it up with Pension Fund Reply: Get.`);
}

/**
 * Returns the decrypted file of a reply's document: the uploaded one, or decrypted here.
 * @throws UserError when the document has no file, or is encrypted for another certificate
 */
export async function decryptedFile(
	{ 'decrypted-content': decrypted, 'encrypted-content': encrypted }: PfrReplyDocument,
	pair: KeyPair,
): Promise<Buffer> {
	if (typeof decrypted === 'string' && decrypted) return Buffer.from(decrypted, 'base64');
	if (typeof encrypted !== 'string' || !encrypted) {
		throw new UserError(t`Kontur has no file for this document of the reply.`);
	}
	const bytes = Buffer.from(encrypted, 'base64');
	// Despite its name, the field also holds documents that arrived unencrypted.
	if (kindOf(bytes) !== ENCRYPTED) return bytes;
	return Buffer.from(await decrypt(bytes, pair).catch(explain('encrypted file')));
}

/**
 * Returns the document flow if its reply was sent, which finishes it.
 * Source: Kontur.Extern documentation, statuses of the document flows of the pension fund.
 */
export async function sentPfrReply(client: Client, ids: Ids): Promise<Docflow | undefined> {
	const docflow = await readDocflow(client, ids);
	return String(docflow.status).endsWith(':finished') ? docflow : undefined;
}
