import { UserError } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import { explain } from '../../../shared/formats/errors';
import { ENCRYPTED, kindOf } from '../../../shared/formats/fileKind';
import { decrypt } from '../../../shared/gost';
import type { Client } from '../../../shared/transport';
import { inDocflow, readDocflow } from '../../api/documentPlaces';
import { asArray, readObject, type Ids } from '../../api/read';
import { pfrReplyShape, type Docflow, type PfrReplyDocument } from '../../api/types';

/** Path of a reply to the pension fund. Source: Kontur.Extern documentation, "PFR replies". */
export const pfrReplyPath = `${inDocflow.document}/pfr-replies/{replyId}`;

export const pfrReplyDocumentPath = `${pfrReplyPath}/documents/{replyDocumentId}`;

/** A document of a reply to the pension fund, which has no address to read it alone. */
export async function readReplyDocument(
	client: Client,
	ids: Ids & { replyDocumentId: string },
): Promise<PfrReplyDocument> {
	const reply = await readObject(client, pfrReplyPath, ids, pfrReplyShape);
	const wanted = ids.replyDocumentId.trim().toLowerCase();
	const found = asArray(reply.documents).find(({ id }) => id === wanted);
	if (found) return found;
	throw new UserError('The reply has no document with this ID. Look it up with Pension Fund Reply: Get.');
}

/**
 * The decrypted file of a document of a reply: the one that was put to it, else the encrypted one, opened here.
 * @throws UserError when it has none, or it is not for this certificate
 */
export async function decryptedFile(
	{ 'decrypted-content': decrypted, 'encrypted-content': encrypted }: PfrReplyDocument,
	{ key, certificate }: KeyPair,
): Promise<Buffer> {
	if (typeof decrypted === 'string' && decrypted) return Buffer.from(decrypted, 'base64');
	if (typeof encrypted !== 'string' || !encrypted) {
		throw new UserError('Kontur has no file for this document of the reply.');
	}
	const bytes = Buffer.from(encrypted, 'base64');
	// The name of the member says nothing about documents that came open.
	if (kindOf(bytes) !== ENCRYPTED) return bytes;
	return Buffer.from(await decrypt(bytes, { key, certificate }).catch(explain('encrypted file')));
}

/**
 * The document flow whose reply was sent, or undefined: it is finished by the reply.
 * Source: Kontur.Extern documentation, statuses of the document flows of the pension fund.
 */
export async function sentPfrReply(client: Client, ids: Ids): Promise<Docflow | undefined> {
	const docflow = await readDocflow(client, ids);
	return String(docflow.status).endsWith(':finished') ? docflow : undefined;
}
