import type { ICredentialsDisplayOptions } from 'n8n-workflow';
import type { Catalog } from '../../shared/catalog';

/** The operations that can sign, decrypt or name a certificate, by resource. */
const withCertificate: Record<string, readonly string[]> = {
	demand: ['reply'],
	docflow: ['answer', 'downloadDocuments'],
	docflowDocument: ['decryptInCloud', 'download', 'print', 'recognize', 'uploadDecrypted'],
	documentsRequest: ['create', 'fetch', 'sign'],
	draft: ['create', 'update', 'updateMeta'],
	draftDocument: ['add', 'update'],
	draftSignature: ['add', 'update'],
	draftsBuilder: ['create', 'update', 'updateMeta'],
	draftsBuilderFile: ['create', 'update'],
	inventoryDocument: ['decryptInCloud', 'download', 'print', 'uploadDecrypted'],
	organization: ['authorizeGosuslugi'],
	pfrReply: ['create', 'sign', 'uploadDecrypted'],
	reply: ['create', 'sign'],
	report: ['send'],
};

/**
 * Where the node shows the credential with a certificate. n8n's editor hides what the fields under "show" depend on:
 * with the operation there, the resource. So the other operations are named, over all these resources together;
 * one that has its name in common with an operation of the list shows the credential without need.
 */
export function certificateShown({ resources }: Catalog): ICredentialsDisplayOptions {
	const shown = resources.filter(({ value }) => value in withCertificate);
	const wanted = new Set(Object.values(withCertificate).flat());
	const all = new Set(shown.flatMap(({ operations }) => operations.map(({ value }) => value)));
	return {
		show: { resource: shown.map(({ value }) => value) },
		hide: { operation: [...all].filter((operation) => !wanted.has(operation)).sort() },
	};
}
