import { signDetached } from '../../../../nodes/shared/gost';
import { asArray, asText, at } from '../../../../test/emulator/core/values';
import type { Ask } from '../../ask';
import { keyPair } from '../../ask/session';
import { doubt, forPerson } from '../../doubt';
import { good, idAt, textAt } from '../../lab/accounts';
import { documentsOf } from '../../lab/docflows';
import { poll, sent } from '../../lab/drafts';

interface Signed {
	path: string;
	filename: string;
	/** Which forms of the signature were accepted. */
	takes: { json: boolean; bytes: boolean };
}

const replyLink = (document: unknown) =>
	asArray(at(document, 'links')).find((link) => at(link, 'rel') === 'reply' && textAt(link, 'name'));

/** A reply to the sent report's confirmation of the date, signed and not sent yet. */
const signed = (ask: Ask): Promise<Signed> =>
	ask.once('signed reply', async () => {
		const { docflow } = await sent(ask);
		const waiting = ({ json }: { json: unknown }) => documentsOf(json).find(replyLink);
		const answer = await poll(
			ask,
			() => ask.extern(`GET ${docflow}`),
			(read) => Boolean(waiting(read)),
		);
		const document = waiting(answer);
		const path = `${docflow}/documents/${idAt(ask, document, 'id')}`;
		const pair = await keyPair(ask);
		const reply = good(
			ask,
			'generating a reply',
			await ask.extern(`POST ${path}/generate-reply`, {
				query: { documentType: textAt(replyLink(document), 'name') },
				json: { 'certificate-base64': Buffer.from(pair.certificate.der).toString('base64') },
			}),
		);
		const content = Buffer.from(asText(reply.body.content) ?? '', 'base64');
		const signature = Buffer.from(await signDetached(content, pair));
		const own = `${path}/replies/${idAt(ask, reply.json, 'id')}`;
		const put = async (body: { json: string } | { bytes: Uint8Array }) =>
			(await ask.extern(`PUT ${own}/signature`, body)).isGood;
		const json = await put({ json: signature.toString('base64') });
		const bytes = await put({ bytes: signature });
		return { path: own, filename: asText(reply.body.filename) ?? '', takes: { json, bytes } };
	});

export const replies = [
	doubt('X44', {
		question: 'How can one tell that a reply was sent when the response is lost?',
		weDo: "A document of the document flow has the reply's file name or ID; of a pension fund reply: the flow is `finished`; of a documents request: the flow is no longer `received`",
		where: 'N `KonturExtern/jobs/{reply/replies,reply/pfrReplies,request/requestDocuments}.ts`',
		effect: 'sends',
		readings: { listed: 'The document flow lists it by file name or ID', unlisted: 'It does not' },
		probe: async (ask) => {
			const { path, filename } = await signed(ask);
			const json = { 'sender-ip': '8.8.8.8' };
			good(ask, 'sending a reply', await ask.extern(`POST ${path}/send`, { json }));
			const { json: docflow } = await ask.extern(`GET ${(await sent(ask)).docflow}`);
			const isIn = documentsOf(docflow).some(
				(document) =>
					path.endsWith(textAt(document, 'id') || 'none') ||
					textAt(document, 'description', 'filename') === filename,
			);
			return isIn ? 'listed' : 'unlisted';
		},
	}),
	doubt('X45', {
		question: "Body of the PUT of a reply's signature: bytes (pages, Java SDK) or a JSON string (C# SDK)?",
		weDo: 'Bytes, `application/octet-stream`',
		where: 'N `KonturExtern/jobs/reply/generated.ts` `putBytes`; E takes both',
		effect: 'sends',
		readings: { any: 'Both', bytes: 'Only bytes', json: 'Only a JSON string' },
		probe: async (ask) => {
			const { json, bytes } = (await signed(ask)).takes;
			if (bytes) return json ? 'any' : 'bytes';
			return json ? 'json' : undefined;
		},
	}),
	forPerson('X48', {
		question: '`encrypted-content` of a pension fund reply document that is not encrypted',
		weDo: 'Decrypted only if the bytes are an encrypted message',
		where: 'N `KonturExtern/jobs/reply/pfrReplies.ts`',
		person: 'It takes a letter from the pension fund that wants such a reply',
	}),
	forPerson('X49', {
		question: 'Several files in a compressed document',
		weDo: 'The archive is returned unchanged, with `compressed: true`',
		where: 'N `KonturExtern/jobs/document/openDocument.ts`',
		person: 'It takes a demand with many attachments, and somebody who opens the archive',
	}),
	forPerson('X61', {
		question: 'Must the SEDO read notice be sent before the read mark?',
		weDo: 'Notice first; if it fails, no mark',
		where: 'N `KonturExtern/jobs/reply/formalReplies.ts`, `KonturExtern/jobs/reply/answerDocflow.ts`',
		person: 'Only the social fund starts such a document flow, and it can be answered once',
	}),
	forPerson('X62', {
		question: 'Which SEDO replies are unsigned?',
		weDo: 'Only `…-receipt-notification-message` is signed (raw signature)',
		where: 'N `KonturExtern/jobs/reply/formalReplies.ts`',
		person:
			'It takes a document flow of each kind from the social fund; a reply that has `save-signature` is signed',
	}),
	forPerson('X83', {
		question:
			'Does the second number in the name of a file for the social fund (`ПФР_…_075001_…`) name the office?',
		weDo: 'It is the recipient where nothing else is',
		where: 'N `shared/formats/reports/names.ts`',
		person: 'It takes a real file of a policyholder and its office',
	}),
	forPerson('X84', {
		question: 'What do the numbers 11 to 13 in a notice of calculated taxes mean?',
		weDo: 'The end of the month, from the 23rd',
		where: 'N `shared/formats/reports/periods.ts`',
		person: "Compare a real notice with Kontur's name of its period",
	}),
	forPerson('X86', {
		question:
			'Roots and namespaces of sick leaves, SEDO messages, notifications of the Interior Ministry and XBRL',
		weDo: 'A namespace that names the authority is enough; INN and KPP are taken from elements of that name',
		where: 'N `shared/formats/reports/formats.ts`',
		person: 'It takes one real file of each',
	}),
];
