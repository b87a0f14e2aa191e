import type { IDataObject } from 'n8n-workflow';
import type { Client } from '../../shared/transport';
import { inDocflow, readObject, type Ids } from './documentPlaces';

/** Path of a request. Source: Kontur.Extern documentation, "Documents requests" (SEDO). */
export const documentsRequestPath = `${inDocflow.docflow}/documents-requests/{documentsRequestId}`;

/** The document flow whose documents were asked for, or undefined: it is `received` as long as they were not. */
export async function sentDocumentsRequest(client: Client, ids: Ids): Promise<IDataObject | undefined> {
	const docflow = await readObject(client, inDocflow.docflow, ids);
	return String(docflow.status).endsWith(':received') ? undefined : docflow;
}
