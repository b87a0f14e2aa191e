import type { IDataObject } from 'n8n-workflow';
import { shownName } from '../../api/urns';

/** Keeps the fields that identify a document and its files, under Kontur's names; `typeName` is added here. */
export function simplifyDocument(document: IDataObject): IDataObject {
	const description = (document.description ?? {}) as IDataObject;
	const content = (document.content ?? {}) as IDataObject;
	return {
		id: document.id,
		type: description.type,
		typeName: shownName(description.type, 'document'),
		filename: description.filename,
		'content-type': description['content-type'],
		requisites: description.requisites,
		contents: content['docflow-document-contents'],
		signatures: Array.isArray(document.signatures) ? document.signatures.length : 0,
		'send-date': document['send-date'],
	};
}
