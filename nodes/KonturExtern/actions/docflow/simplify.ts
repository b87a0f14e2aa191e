import type { IDataObject } from 'n8n-workflow';

/** What most people look at in a document flow. Names stay Kontur's. */
export function simplifyDocflow(docflow: IDataObject): IDataObject {
	const description = (docflow.description ?? {}) as IDataObject;
	const form = (description['form-version'] ?? {}) as IDataObject;
	return {
		id: docflow.id,
		type: docflow.type,
		status: docflow.status,
		'success-state': docflow['success-state'],
		'organization-id': docflow['organization-id'],
		'payer-inn': description['payer-inn'],
		recipient: description.recipient,
		knd: form.knd,
		'form-shortname': form['form-shortname'],
		'period-begin': description['period-begin'],
		'period-end': description['period-end'],
		'original-draft-id': description['original-draft-id'],
		'send-date': docflow['send-date'],
		'last-change-date': docflow['last-change-date'],
	};
}
