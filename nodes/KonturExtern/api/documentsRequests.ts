import type { Client } from '../../shared/transport';
import { inDocflow, readDocflow, type Ids } from './documentPlaces';
import type { Docflow } from './types';

/** Path of a request. Source: Kontur.Extern documentation, "Documents requests" (SEDO). */
export const documentsRequestPath = `${inDocflow.docflow}/documents-requests/{documentsRequestId}`;

/** The document flow whose documents were asked for, or undefined: it is `received` as long as they were not. */
export async function sentDocumentsRequest(client: Client, ids: Ids): Promise<Docflow | undefined> {
	const docflow = await readDocflow(client, ids);
	return String(docflow.status).endsWith(':received') ? undefined : docflow;
}
