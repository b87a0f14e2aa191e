import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { accountRoute, ok, type AccountCall } from '../call';
import { filteredDocflows } from './docflowFilter';
import {
	inventoryDocumentPath,
	inventoryOf,
	inventoryPath,
	isRelated,
	placeOf,
	relatedDocumentOf,
} from './docflowPlace';
import { renderDocflow } from './docflowView';
import type { Docflow } from '../model';
import { commonPage, pageFacts, slice } from '../query';

function page(call: AccountCall, found: Docflow[]): Reply {
	const part = slice(call, found, commonPage);
	return ok({
		...pageFacts(part),
		'docflows-page-item': part.items.map((item) => renderDocflow(item, call.home, false)),
	});
}

/** What refers to the document, of types hidden in other lists too. */
function related(call: AccountCall): Docflow[] {
	const [docflow, document] = relatedDocumentOf(call);
	return filteredDocflows(call, () => true).filter((item) => isRelated(item, docflow, document));
}

function inventories(call: AccountCall): Docflow[] {
	return related(call).filter(({ type }) => type === 'fns534-inventory');
}

function signatureContent(call: AccountCall): Reply {
	const { document } = placeOf(call);
	const id = call.request.params.signatureId.toLowerCase();
	const signature = document.signatures.find((item) => item.id === id);
	if (!signature) throw new HttpError(404, 'Signature not found');
	return ok(signature.content.toString('base64'));
}

export const inventoryRoutes: Route[] = [
	accountRoute('GET', '/docflows/{relatedDocflowId}/documents/{relatedDocumentId}/related', (call) =>
		page(call, related(call)),
	),
	accountRoute('GET', inventoryPath, (call) => page(call, inventories(call))),
	accountRoute('GET', `${inventoryPath}/{inventoryId}`, (call) =>
		ok(renderDocflow(inventoryOf(call), call.home, true)),
	),
	accountRoute('GET', `${inventoryDocumentPath}/signatures/{signatureId}/content`, signatureContent),
];
