import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { asArray, compact, type JsonObject } from '../../core/values';
import { accountRoute, ok, type AccountCall } from '../call';
import { findContent, wholeContent } from '../files/contentStore';
import { readDemandFile, recognizePaper, type DemandReading } from './demandFile';
import { docflowOf, documentIn } from '../docflows/docflowPlace';
import { replyHome } from '../docflows/docflowView';
import { bodyObject, optionalText, requiredText } from '../fields';
import type { Account, Docflow, DocflowDocument } from '../model';
import { isPdf } from '../files/pdf';
import { unpacked } from '../files/zip';

function uploaded(call: AccountCall, id: string): Buffer {
	return unpacked(wholeContent(findContent(call.extern, call.account, id)));
}

function recognize(call: AccountCall): Reply {
	const document = documentIn(call, docflowOf(call), 'documentId');
	if (document.type !== 'fns534-demand-attachment') {
		throw new HttpError(400, 'The document does not support recognition');
	}
	const bytes = uploaded(call, requiredText(bodyObject(call), 'content-id'));
	if (!isPdf(bytes)) throw new HttpError(400, 'Only PDF can be recognized');
	const found = compact(recognizePaper(bytes));
	Object.assign(document.requisites, found);
	return ok(found);
}

/** Returns the decrypted bytes of a document, from the request or stored earlier. */
function decrypted(call: AccountCall, document: DocflowDocument, given: string | undefined): Buffer {
	if (given !== undefined) return uploaded(call, given);
	const plain = document.contents.find(({ encrypted }) => !encrypted);
	if (!plain) throw new HttpError(400, `The decrypted content of ${document.filename} is not given`);
	return uploaded(call, plain.contentId);
}

function attachmentIds(body: JsonObject): Map<string, string> {
	const result = new Map<string, string>();
	for (const item of asArray(body['decrypted-attachments'])) {
		const id = requiredText(item, 'id').toLowerCase();
		if (result.has(id)) throw new HttpError(400, `Document ${id} is listed twice`);
		result.set(id, requiredText(item, 'content-id'));
	}
	return result;
}

function belongs(account: Account, reading: DemandReading): boolean {
	const organizations = [...account.organizations.values(), account];
	return (
		reading.inns.length > 0 &&
		reading.inns.every((inn) => organizations.some((item) => item.inn === inn)) &&
		reading.kpps.every((kpp) => organizations.some((item) => item.kpp === kpp))
	);
}

function errorCodes(call: AccountCall, docflow: Docflow): string[] {
	const body = bodyObject(call);
	const given = attachmentIds(body);
	const main = docflow.documents.find(({ type }) => type === 'fns534-demand');
	if (!main) throw new HttpError(400, 'The demand has no main file');
	const attachments = docflow.documents.filter(({ type }) => type === 'fns534-demand-attachment');
	const strange = [...given.keys()].find((id) => !attachments.some((item) => item.id === id));
	if (strange) throw new HttpError(400, `Document ${strange} is not an attachment of the demand`);
	const mainBytes = decrypted(call, main, optionalText(body, 'decrypted-demand-content-id'));
	const files = attachments.map((item) => ({
		item,
		bytes: decrypted(call, item, given.get(item.id)),
	}));
	const reading = readDemandFile(mainBytes);
	if (reading.problem !== undefined)
		throw new HttpError(400, `The main file is not valid XML: ${reading.problem}`);
	// A signature covers one text, so it does not match another.
	const changed = [{ item: main, bytes: mainBytes }, ...files].some(
		({ item, bytes }) => !bytes.equals(wholeContent(findContent(call.extern, call.account, item.contentId))),
	);
	return [
		...(reading.complete ? [] : ['0300300001']),
		...(belongs(call.account, reading) ? [] : ['0400100005']),
		...(reading.attachments.length === attachments.length ? [] : ['0300300030']),
		...(changed ? ['0100100004'] : []),
	];
}

function checkDemand(call: AccountCall): Reply {
	const docflow = docflowOf(call);
	if (docflow.type !== 'fns534-demand') throw new HttpError(400, 'The docflow is not a demand');
	const codes = errorCodes(call, docflow);
	const main = docflow.documents.find(({ type }) => type === 'fns534-demand');
	const name = `fns534-demand-acceptance-result-${codes.length > 0 ? 'negative' : 'positive'}`;
	const home = `${replyHome(docflow, call.home)}/documents/${main?.id ?? ''}`;
	return ok({
		links: [{ rel: 'reply', href: `${home}/generate-reply?documentType=${name}`, name }],
		'has-errors': codes.length > 0,
		'error-codes': codes,
	});
}

export const demandRoutes: Route[] = [
	accountRoute('POST', '/docflows/{docflowId}/documents/{documentId}/recognize', recognize),
	accountRoute('POST', '/docflows/{docflowId}/check-demand', checkDemand),
];
