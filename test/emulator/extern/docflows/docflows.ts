import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { accountRoute, ok, type AccountCall } from '../call';
import { filteredDocflows } from './docflowFilter';
import { docflowOf, documentIn } from './docflowPlace';
import { documentSignatures, renderDescription, renderDocflow, renderDocument } from './docflowView';
import type { Docflow, DocflowDocument, Signature } from '../model';
import { commonPage, slice } from '../query';

function listDocflows(call: AccountCall): Reply {
	const page = slice(call, filteredDocflows(call), commonPage);
	return ok({
		skip: page.skip,
		take: page.items.length,
		'total-count': page.total,
		'docflows-page-item': page.items.map((item) => renderDocflow(item, call.home, false)),
	});
}

function documentOf(call: AccountCall): [Docflow, DocflowDocument] {
	const docflow = docflowOf(call);
	return [docflow, documentIn(call, docflow, 'documentId')];
}

function signatureOf(call: AccountCall): [Signature, number] {
	const [, document] = documentOf(call);
	const id = call.request.params.signatureId.toLowerCase();
	const index = document.signatures.findIndex((item) => item.id === id);
	if (index < 0) throw new HttpError(404, 'Signature not found');
	return [document.signatures[index], index];
}

function allSignatures(call: AccountCall): unknown[] {
	const [docflow, document] = documentOf(call);
	return documentSignatures(document, docflow, call.home);
}

const documents = '/docflows/{docflowId}/documents';
const signatures = `${documents}/{documentId}/signatures`;

export const docflowRoutes: Route[] = [
	accountRoute('GET', '/docflows', listDocflows),
	accountRoute('GET', '/docflows/{docflowId}', (call) => ok(renderDocflow(docflowOf(call), call.home, true))),
	accountRoute('GET', documents, (call) => {
		const docflow = docflowOf(call);
		return ok(docflow.documents.map((item) => renderDocument(item, docflow, call.home)));
	}),
	accountRoute('GET', `${documents}/{documentId}`, (call) => {
		const [docflow, document] = documentOf(call);
		return ok(renderDocument(document, docflow, call.home));
	}),
	accountRoute('GET', `${documents}/{documentId}/description`, (call) =>
		ok(renderDescription(documentOf(call)[1])),
	),
	accountRoute('GET', signatures, (call) => ok(allSignatures(call))),
	accountRoute('GET', `${signatures}/{signatureId}`, (call) => ok(allSignatures(call)[signatureOf(call)[1]])),
	accountRoute('GET', `${signatures}/{signatureId}/content`, (call) =>
		ok(signatureOf(call)[0].content.toString('base64')),
	),
];
