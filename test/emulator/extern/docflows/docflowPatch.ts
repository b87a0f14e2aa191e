import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { asArray, asObject, asText, at } from '../../core/values';
import { accountRoute, ok, type AccountCall } from '../call';
import { parseDate } from '../dates';
import { assigneeOf } from '../incoming/demandAssignees';
import { docflowOf, documentIn } from './docflowPlace';
import { renderDocflow, renderDocument } from './docflowView';
import { applyPatch, comment, labels, patchOperations, setMember, type Setter } from '../jsonPatch';

function text(name: string, test: (value: string) => boolean, expected: string): Setter {
	return (requisites, operation) => {
		const value = asText(operation.value);
		if (operation.op !== 'remove' && (value === undefined || !test(value))) {
			throw new HttpError(400, `'${name}' must be ${expected}`);
		}
		setMember(requisites, name, operation, value);
	};
}

const isForm = (value: string): boolean => /^\d{7}$/.test(value);

function patchDocflow(call: AccountCall): Reply {
	const docflow = docflowOf(call);
	const setters: Record<string, Setter> = {
		// Comments on demands are stored with their documents.
		...(docflow.type === 'fns534-demand' ? {} : { comment }),
		...(docflow.type === 'fns534-cu-letter'
			? { 'demand-knd': text('demand-knd', isForm, 'a form number of 7 digits') }
			: {}),
	};
	const requisites = asObject(docflow.description.requisites);
	docflow.description.requisites = applyPatch(requisites, patchOperations(call), setters);
	return ok(renderDocflow(docflow, call.home, true));
}

function assignees(call: AccountCall): Setter {
	return (requisites, operation) => {
		const ids = asArray(operation.value).map((item) => asText(at(item, 'id')) ?? '');
		if (operation.op !== 'remove' && ids.length !== 1) {
			throw new HttpError(400, 'A demand is assigned to one person');
		}
		setMember(
			requisites,
			'assignees',
			operation,
			ids.map((id) => assigneeOf(call, id)),
		);
	};
}

function patchDocument(call: AccountCall): Reply {
	const docflow = docflowOf(call);
	const document = documentIn(call, docflow, 'documentId');
	if (docflow.type !== 'fns534-demand') {
		throw new HttpError(400, 'Only requisites of the documents of a demand can be changed');
	}
	document.requisites = applyPatch(document.requisites, patchOperations(call), {
		comment,
		labels,
		'demand-number': text('demand-number', (value) => value !== '', 'a text'),
		'demand-date': text('demand-date', (value) => parseDate(value) !== undefined, 'a date'),
		'demand-status': text(
			'demand-status',
			(value) => value === 'in-progress' || value === 'done',
			'in-progress or done',
		),
		assignees: assignees(call),
	});
	return ok(renderDocument(document, docflow, call.home));
}

export const docflowPatchRoutes: Route[] = [
	accountRoute('PATCH', '/docflows/{docflowId}', patchDocflow),
	accountRoute('PATCH', '/docflows/{docflowId}/documents/{documentId}', patchDocument),
];
