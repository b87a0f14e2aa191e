import type { BinaryInput, OperationContext } from '../../../shared/catalog';
import { nameByContent, type Accepted } from '../../../shared/formats/contentCheck';
import { KINDS, mimeTypeOf, type FileKind } from '../../../shared/formats/fileKind';
import { listOf, orNothing } from '../../api/parameters';
import { about, refusal } from '../../api/refusal';
import { readSignature as readSignatureFile } from '../../api/signatureText';
import type { BuilderDocument } from '../builder';
import { asWindows1251, convertibleFrom, verifyProvidedSignature } from '../draft';
import type { Recognition } from '../../../shared/formats/reports/types';
import { t } from '../../../shared/language';
import { fieldNames, scan } from '../report';

interface DemandFile extends BinaryInput {
	field: string;
	kind: FileKind;
	isConverted: boolean;
	/** Hexadecimal. */
	sha256: string;
}

/** A document of the reply, with its pages. */
export interface DemandDocument {
	name: string;
	type: 'scanned' | 'formalized';
	claimItemNumber?: string;
	files: DemandFile[];
	/** The counterparty's signature under a formalized document. */
	signature?: Buffer;
}

/** A document as the user describes it. */
interface DocumentDetails {
	/** Binary fields, separated by commas. */
	pages?: string;
	name?: string;
	claimItemNumber?: string;
	signatureBinaryPropertyName?: string;
}

interface FileParams {
	binaryPropertyNames: string;
	documentDetails: { documents?: DocumentDetails[] };
	additionalFields?: { claimItemNumber?: string; convertToWindows1251?: boolean };
}

type Context = Pick<OperationContext<FileParams>, 'params' | 'input' | 'readBinary'>;

// Kontur.Extern documentation, "Limits": drafts builder.
const LARGEST = 60 * 1024 * 1024;
const accepted = (): Accepted => ({
	kinds: [KINDS.jpeg, KINDS.png, KINDS.pdf, KINDS.tiff, KINDS.xml],
	endings: ['jpg', 'jpeg', 'png', 'pdf', 'tif', 'tiff', 'xml'],
	refusal: t`which the tax office does not accept in a reply`,
	advice: t`Provide scans as JPG, PNG, PDF or TIF, and formalized documents as XML.`,
});

/** Refuses a formalized document that is damaged, or in another encoding than it says. */
function requireSound(fileName: string, { inspected, damage }: Recognition): void {
	const wrong = inspected?.problem;
	if (wrong) throw refusal(t`${fileName}: the file ${wrong.text}`, wrong.advice);
	if (damage) {
		throw refusal(t`${fileName}: the file ${damage}`, t`Export it again from the program that made it.`);
	}
}

async function readFile({ readBinary, params }: Context, field: string): Promise<DemandFile> {
	const file = await readBinary(field);
	const given = file.fileName || field;
	if (file.size === 0) throw refusal(t`${given}: the file is empty`, t`Check the previous node.`);
	if (file.size > LARGEST) {
		throw refusal(
			t`${given}: the file is larger than 60 MB`,
			t`Kontur does not accept larger files in a reply to a demand. Scan in gray at 150 to 300 dpi, or split it into pages.`,
		);
	}
	const { kind, sha256, facts } = await scan(given, await file.open());
	const fileName = nameByContent(given, kind, { accepted: accepted() });
	const from = params.additionalFields?.convertToWindows1251 ? convertibleFrom(facts.inspected) : undefined;
	const mimeType = mimeTypeOf(kind, fileName);
	if (kind === KINDS.xml && from !== undefined && facts.encodingProblem) {
		const { first, again, requireFit } = asWindows1251(fileName, from, file.open);
		const made = await scan(fileName, await first());
		requireFit();
		requireSound(fileName, made.facts);
		return { ...file, ...made, open: again, fileName, mimeType, field, kind, isConverted: true };
	}
	if (kind === KINDS.xml) requireSound(fileName, facts);
	return { ...file, fileName, mimeType, field, kind, sha256, isConverted: false };
}

/** Checks the item of the demand that a document answers, if the user names one. */
function itemOfDemand(named: string | undefined, { fileName }: DemandFile): string | undefined {
	if (named === undefined || /^[12]\.\d{2}$/.test(named)) return named;
	throw refusal(
		t`${fileName}: "${named}" is not a demand item number`,
		t`Fill in Demand Item Number as 1.XX or 2.XX, for example 1.01, as in the demand.`,
	);
}

/** Reads and verifies the counterparty's signature under a formalized document. */
async function readSignature({ readBinary }: Context, field: string, file: DemandFile): Promise<Buffer> {
	if (file.isConverted) {
		throw refusal(
			t`The counterparty's signature would not fit the document after its conversion to windows-1251`,
			t`Ask for the document in windows-1251, or turn off Convert to Windows-1251.`,
		);
	}
	const signature = await readSignatureFile(await readBinary(field));
	await verifyProvidedSignature(
		signature,
		file,
		t`The signature is in the field "${field}". Provide the counterparty's signature of this file.`,
	);
	return signature;
}

/**
 * Builds the documents of a reply from the files of the item: those that the user describes, and one for each remaining
 * file.
 * Source: Kontur.Extern documentation, "Drafts builder", documents and files of inventories.
 * @throws UserError naming a file that is empty, too large, of another type or encoding, or whose demand item number or
 * signature is wrong
 */
export async function readDocuments(context: Context): Promise<DemandDocument[]> {
	const { params } = context;
	const details = params.documentDetails.documents ?? [];
	const signatureFields = details.flatMap((one) => orNothing(one.signatureBinaryPropertyName) ?? []);
	const described = details.flatMap(({ pages }) => listOf(pages));
	const fields = fieldNames(context, params.binaryPropertyNames, signatureFields);
	const single = fields.filter((field) => !described.includes(field)).map((pages) => ({ pages }));
	const documents: DemandDocument[] = [];
	for (const detail of [...details, ...single] as DocumentDetails[]) {
		const { pages, name, claimItemNumber, signatureBinaryPropertyName } = detail;
		const files: DemandFile[] = [];
		for (const field of listOf(pages)) files.push(await readFile(context, field));
		if (files.length === 0) {
			throw refusal(
				t`A document has no files`,
				t`Fill in Binary Fields for each document in Document Details.`,
			);
		}
		const isFormalized = files.some(({ kind }) => kind === KINDS.xml);
		if (isFormalized && files.length > 1) {
			throw refusal(
				t`${files[0].fileName}: a formalized document has only one file`,
				t`Combine only scanned pages; list each XML file as a separate document.`,
			);
		}
		const signatureField = orNothing(signatureBinaryPropertyName);
		const signature = signatureField
			? await readSignature(context, signatureField, files[0]).catch(about(files[0].fileName))
			: undefined;
		documents.push({
			name: orNothing(name) ?? files[0].fileName.replace(/\.[^.]*$/, ''),
			type: isFormalized ? 'formalized' : 'scanned',
			claimItemNumber: itemOfDemand(
				orNothing(claimItemNumber) ?? orNothing(params.additionalFields?.claimItemNumber),
				files[0],
			),
			files,
			signature,
		});
	}
	return documents;
}

/**
 * Describes the documents of a reply to a drafts builder.
 * Source: Kontur.Extern documentation, "Drafts builder", `builder-data` of inventories.
 */
export const builderDocuments = (documents: readonly DemandDocument[]): BuilderDocument[] =>
	documents.map(({ name, type, claimItemNumber, files, signature }) => ({
		data: {
			'claim-item-number': claimItemNumber,
			'label-for-grouping': null,
			'scanned-document-name': name,
			type,
		},
		files: files.map((file, order) => ({
			...file,
			data: type === 'scanned' ? { 'scanned-file-order': order + 1 } : undefined,
		})),
		isSigned: type === 'formalized',
		signature,
	}));
