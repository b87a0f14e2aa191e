import { createHash } from 'crypto';
import { UserError } from 'n8n-workflow';
import type { BinaryInput, OperationContext, Params } from '../../shared/catalog';
import type { demandReplyFields } from '../descriptions/demandFields';
import { signatureBytes } from '../descriptions/signature';
import { listOf, orNothing } from '../descriptions/text';
import { about, fieldNames } from './reportFiles';

export interface DemandFile extends BinaryInput {
	field: string;
	/** Of the content, in hex. */
	sha256: string;
}

/** A document of the answer with its pages. */
export interface DemandDocument {
	name: string;
	type: 'scanned' | 'formalized';
	claimItemNumber?: string;
	files: DemandFile[];
	/** Of the counterparty, under a formalized document. */
	signature?: Buffer;
}

type Context = Pick<OperationContext<Params<typeof demandReplyFields>>, 'params' | 'input' | 'readBinary'>;

// Kontur.Extern documentation, "Limits": drafts builder.
const LARGEST = 60 * 1024 * 1024;
const SCANS = ['jpg', 'jpeg', 'png', 'pdf', 'tif', 'tiff'];

const refuse = (message: string, advice: string) => new UserError(message, { description: advice });

const endingOf = (name: string) => /\.([^.]+)$/.exec(name)?.[1].toLowerCase() ?? '';

async function readFile({ readBinary }: Context, field: string): Promise<DemandFile> {
	const file = await readBinary(field);
	const fileName = file.fileName || field;
	if (file.size === 0) throw refuse(`${fileName}: the file is empty`, 'Check the node before this one.');
	if (file.size > LARGEST) {
		throw refuse(
			`${fileName}: the file is larger than 60 MB`,
			'Kontur takes no larger files in answer to a demand. Scan in grey with 150 to 300 dpi, or cut it into pages.',
		);
	}
	if (![...SCANS, 'xml'].includes(endingOf(fileName))) {
		throw refuse(
			`${fileName}: the tax office takes no files of this kind`,
			'Give scans as JPG, PNG, PDF or TIF, and formalized documents as XML.',
		);
	}
	const hash = createHash('sha256');
	for await (const chunk of await file.open()) hash.update(chunk);
	return { ...file, fileName, field, sha256: hash.digest('hex') };
}

/**
 * The documents of an answer out of the files of the item: those that the user describes, and one of each file besides.
 * Source: Kontur.Extern documentation, "Drafts builder", documents and files of inventories.
 * @throws UserError naming the file that is empty, too large or of another kind
 */
export async function readDocuments(context: Context): Promise<DemandDocument[]> {
	const { params, readBinary } = context;
	const details = params.documentDetails.documents ?? [];
	const signatureFields = details.map((one) => one.signatureBinaryPropertyName.trim()).filter(Boolean);
	const described = details.flatMap(({ pages }) => listOf(pages));
	const fields = fieldNames(context, params.binaryPropertyNames, signatureFields);
	const single = fields.filter((field) => !described.includes(field)).map((pages) => ({ pages }));
	const documents: DemandDocument[] = [];
	for (const detail of [...details, ...single]) {
		const { pages, name, claimItemNumber, signatureBinaryPropertyName } = detail as Partial<
			(typeof details)[number]
		>;
		const files: DemandFile[] = [];
		for (const field of listOf(pages)) files.push(await readFile(context, field));
		if (files.length === 0) {
			throw refuse('A document has no files', 'Fill in Binary Fields of each document in Document Details.');
		}
		const isFormalized = files.some(({ fileName }) => endingOf(fileName) === 'xml');
		if (isFormalized && files.length > 1) {
			throw refuse(
				`${files[0].fileName}: a formalized document has one file`,
				'Put pages of scans together only; give each XML file as a document of its own.',
			);
		}
		const signatureField = orNothing(signatureBinaryPropertyName);
		const signature = signatureField
			? await readBinary(signatureField)
					.then(async (file) => signatureBytes(await file.bytes()))
					.catch(about(files[0].fileName))
			: undefined;
		documents.push({
			name: orNothing(name) ?? files[0].fileName.replace(/\.[^.]*$/, ''),
			type: isFormalized ? 'formalized' : 'scanned',
			claimItemNumber: orNothing(claimItemNumber) ?? orNothing(params.claimItemNumber),
			files,
			signature,
		});
	}
	return documents;
}
