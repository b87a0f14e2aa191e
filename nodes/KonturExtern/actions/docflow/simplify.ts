import type { IDataObject } from 'n8n-workflow';
import { withMoscowZone } from '../../../shared/catalog';
import { shownName } from '../../api/urns';

const fieldsOfDocflow = new Set([
	'id',
	'organization-id',
	'abonent-id',
	'extern-user-id',
	'type',
	'status',
	'success-state',
	'description',
	'documents',
	'links',
	'send-date',
	'last-change-date',
]);

/**
 * Keeps the fields that identify a document flow and its outcome, under Kontur's names; camelCase fields are added
 * here.
 */
export function simplifyDocflow(docflow: IDataObject): IDataObject {
	const description = (docflow.description ?? {}) as IDataObject;
	const form = (description['form-version'] ?? {}) as IDataObject;
	// n8n's output panel keeps this order, so the readable fields come first.
	return {
		'form-shortname': form['form-shortname'],
		statusName: shownName(docflow.status, 'docflow-common-status'),
		successStateName: shownName(docflow['success-state'], 'docflow-state'),
		typeName: shownName(docflow.type, 'docflow'),
		'period-begin': description['period-begin'],
		'period-end': description['period-end'],
		'payer-inn': description['payer-inn'],
		recipient: description.recipient,
		sentAt: withMoscowZone(docflow['send-date']),
		id: docflow.id,
		type: docflow.type,
		status: docflow.status,
		'success-state': docflow['success-state'],
		'organization-id': docflow['organization-id'],
		knd: form.knd,
		'original-draft-id': description['original-draft-id'],
		'send-date': docflow['send-date'],
		'last-change-date': docflow['last-change-date'],
	};
}

/** Simplifies the document flow in an output and keeps the fields that the operation added. */
export function simplifySent(output: IDataObject): IDataObject {
	const own = Object.fromEntries(Object.entries(output).filter(([name]) => !fieldsOfDocflow.has(name)));
	// A dry run and a running task have no document flow to simplify.
	return 'success-state' in output || 'send-date' in output ? { ...simplifyDocflow(output), ...own } : output;
}
