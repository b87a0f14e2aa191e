import { UserError } from 'n8n-workflow';
import type { BinaryInput, OperationContext, Params } from '../../../shared/catalog';
import type { demandReplyFields } from '../../fields/demand';
import { signatureBytes } from '../../api/signatureText';
import { listOf, orNothing } from '../../api/parameters';
import { requireOfFile } from '../draft/verifyProvidedSignature';
import { encodingContradiction } from '../report/reportFacts';
import { about, fieldNames, scan } from '../report/reportFiles';

interface DemandFile extends BinaryInput {
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
	const { head, sha256 } = await scan(await file.open());
	const problem = endingOf(fileName) === 'xml' ? encodingContradiction(head) : undefined;
	if (problem) {
		throw refuse(
			`${fileName}: the file ${problem}`,
			'Save the file in windows-1251, with encoding="windows-1251" in its first line.',
		);
	}
	return { ...file, fileName, field, sha256 };
}

/** The item of the demand that a document answers, if the user names one. */
function itemOfDemand(named: string | undefined, { fileName }: DemandFile): string | undefined {
	if (named === undefined || /^[12]\.\d{2}$/.test(named)) return named;
	throw refuse(
		`${fileName}: "${named}" is no item of a demand`,
		'Fill in Demand Item Number in the form 1.XX or 2.XX, for example 1.01, as the demand has it.',
	);
}

/** The signature of the counterparty under a formalized document. */
async function givenSignature({ readBinary }: Context, field: string, file: DemandFile): Promise<Buffer> {
	const signature = signatureBytes(await (await readBinary(field)).bytes());
	await requireOfFile(
		signature,
		file,
		`The signature is in the field "${field}". Give the one that was made over this file, as it came from the counterparty.`,
	);
	return signature;
}

/**
 * The documents of an answer out of the files of the item: those that the user describes, and one of each file besides.
 * Source: Kontur.Extern documentation, "Drafts builder", documents and files of inventories.
 * @throws UserError naming the file that is empty, too large, of another kind or encoding, whose item of the demand is none or whose signature is of another file
 */
export async function readDocuments(context: Context): Promise<DemandDocument[]> {
	const { params } = context;
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
			? await givenSignature(context, signatureField, files[0]).catch(about(files[0].fileName))
			: undefined;
		documents.push({
			name: orNothing(name) ?? files[0].fileName.replace(/\.[^.]*$/, ''),
			type: isFormalized ? 'formalized' : 'scanned',
			claimItemNumber: itemOfDemand(
				orNothing(claimItemNumber) ?? orNothing(params.claimItemNumber),
				files[0],
			),
			files,
			signature,
		});
	}
	return documents;
}
