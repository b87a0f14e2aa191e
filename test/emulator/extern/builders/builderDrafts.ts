import { asText, compact, isObject, type JsonObject } from '../../core/values';
import { textIn } from './builderMeta';
import type { DraftsBuilder } from './builderModel';
import type { SourceFile } from './builderSplit';
import { element, xmlFile, type MadeFile } from '../organizations/contractXml';
import { findContent, storeBytes, storeContent, wholeContent } from '../files/contentStore';
import { describeDocument } from '../drafts/draftDocuments';
import { newDraft } from '../drafts/drafts';
import { metaText, payerOf, senderCertificate } from '../drafts/meta';
import type { Account, Draft, DraftDocument, DraftMeta } from '../model';
import { newSignature } from '../signing/signatures';
import type { ExternState } from '../state';
import { decodeWindows1251 } from '../files/text';

interface Place {
	extern: ExternState;
	account: Account;
	builder: DraftsBuilder;
}

/** A reply through another operator is a submission; everything else is named like the builder. */
function familyOf({ type, data }: DraftsBuilder): string {
	return type === 'fns534-inventory' && textIn(data, 'id-file-osn') ? 'fns534-submission' : type;
}

const heads: Record<string, { suffix: string; prefix: string }> = {
	'fns534-inventory': { suffix: '-message', prefix: 'ON_DOCNPNO' },
	'fns534-submission': { suffix: '-message', prefix: 'ON_DOCNPNO' },
	'fns534-letter': { suffix: '', prefix: 'IU_OBRNP' },
	'business-registration': { suffix: '-inventory', prefix: 'VO_OPISZDOC' },
};

const mainTypes: Record<string, string> = { 'pfr-ios': 'pfr-ios-request' };

/** Type of a file's document, without 'urn:document:'. */
function typeOf(family: string, { kind, document, file }: SourceFile): string {
	if (kind === 'main') return mainTypes[family] ?? family;
	const application =
		family === 'business-registration' && /^0?1/.test(textIn(document.data, 'svdreg-code') ?? '');
	if (application && /\.(xml|tiff?)$/i.test(file.fileName)) return 'business-registration-application';
	return `${family}-${kind === 'warrant' ? 'warrant' : 'attachment'}`;
}

function metaOf({ builder }: Place): DraftMeta {
	const { data } = builder;
	const meta: DraftMeta = structuredClone(builder.meta);
	const related = data?.['related-document'];
	if (isObject(related)) meta.relatedDocument = { ...related };
	meta.additionalInfo = compact({
		...meta.additionalInfo,
		subject: asText(data?.subject),
		'additional-certificates': data?.['additional-certificates'] ?? undefined,
		'pfr-letter-type': asText(data?.['pfr-letter-type']),
		'original-drafts-builder-id': builder.id,
	});
	return meta;
}

function fileId({ extern, builder }: Place, prefix: string): string {
	const { recipient, sender } = builder.meta;
	const office = metaText(recipient, 'ifns-code') || metaText(recipient, 'registration-ifns-code');
	const day = extern.clock.now().toISOString().slice(0, 10).replaceAll('-', '');
	const owner = `${metaText(sender, 'inn')}${metaText(sender, 'kpp')}`;
	return `${prefix}_${office}_${office}_${owner}_${day}_${extern.random.guid()}`;
}

function textOf({ extern, account }: Place, { file }: SourceFile): string {
	return decodeWindows1251(wholeContent(findContent(extern, account, file.contentId)));
}

/** The inventory or the letter itself, which lists the files sent with it. */
function headOf(place: Place, family: string, files: SourceFile[]): MadeFile | undefined {
	const head = heads[family] as (typeof heads)[string] | undefined;
	if (!head) return undefined;
	const { data, meta } = place.builder;
	const id = fileId(place, head.prefix);
	const payer = payerOf(meta);
	const list = files
		.filter(({ kind }) => kind !== 'letter')
		.map(({ document, name }): JsonObject => ({
			ИмяФайл: name,
			НомТреб: textIn(document.data, 'claim-item-number') ?? textIn(data, 'claim-item-number'),
			НаимДок: textIn(document.data, 'scanned-document-name'),
			КодДок: textIn(document.data, 'svdreg-code'),
		}));
	const texts = files.filter(({ kind }) => kind === 'letter').map((file) => textOf(place, file));
	const root = element('Файл', {
		ИдФайл: id,
		ВерсФорм: '5.02',
		ИдФайлОсн: textIn(data, 'id-file-osn'),
		Документ: {
			СвНП: { ИНН: payer.inn, КПП: payer.kpp },
			Тема: textIn(data, 'subject'),
			Текст: texts.length > 0 ? texts.join('\n') : undefined,
			Док: list,
		},
	});
	return xmlFile(`${id}.xml`, root, 'windows-1251');
}

function addMade(place: Place, draft: Draft, type: string, { filename, bytes }: MadeFile): void {
	const content = storeBytes(place.extern, place.account, 'application/xml', bytes);
	const id = place.extern.random.guid();
	draft.documents.set(id, {
		id,
		contentId: content.id,
		description: describeDocument(bytes, content.type, { type, filename }),
		encrypted: false,
		signatures: new Map(),
	});
}

function addFile(place: Place, draft: Draft, type: string, source: SourceFile): void {
	const { extern, account } = place;
	const { file, name, document } = source;
	const stored = findContent(extern, account, file.contentId);
	const content = storeContent(extern, account, stored.type, stored.parts);
	const made: DraftDocument = {
		id: extern.random.guid(),
		contentId: content.id,
		description: describeDocument(wholeContent(content), content.type, {
			type,
			filename: name,
			originalFilename: file.fileName,
		}),
		encrypted: false,
		signatures: new Map(),
		origin: { fileId: file.id, documentId: document.id },
	};
	if (file.signature) {
		const signature = newSignature(extern, {
			content: file.signature,
			thirdParty: true,
			certificate: senderCertificate(draft.meta),
			title: name,
		});
		made.signatures.set(signature.id, signature);
	}
	draft.documents.set(made.id, made);
}

/** Creates one draft with the given files, and with those that the builder generates. */
export function makeDraft(
	extern: ExternState,
	account: Account,
	builder: DraftsBuilder,
	files: SourceFile[],
): Draft {
	const place = { extern, account, builder };
	const family = familyOf(builder);
	const draft = newDraft(extern, account, metaOf(place));
	const head = headOf(place, family, files);
	if (head) addMade(place, draft, `${family}${heads[family].suffix}`, head);
	for (const source of files) {
		// The text of a letter is inside the letter.
		if (source.kind !== 'letter') addFile(place, draft, typeOf(family, source), source);
	}
	const wanted = builder.meta.draftOptions?.['generate-warrant'] === true && family.startsWith('fns534-');
	if (wanted && !files.some(({ kind }) => kind === 'warrant')) {
		const id = fileId(place, 'ON_DOV');
		const root = element('Файл', { ИдФайл: id, ВерсФорм: '5.01', Документ: { КНД: '1167005' } });
		addMade(place, draft, `${family}-warrant`, xmlFile(`${id}.xml`, root, 'windows-1251'));
	}
	return draft;
}
