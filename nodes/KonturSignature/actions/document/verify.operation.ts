import { contentOf, peek, runOperation, storeFile } from '../../../shared/catalog';
import { explained, failure } from '../../../shared/formats/errors';
import { innerName, kindOf, mimeTypeOf } from '../../../shared/formats/fileKind';
import { attachedContent, GostError, verifyAttachedStream, verifySignature } from '../../../shared/gost';
import { t } from '../../../shared/language';
import { verifyFields } from '../../fields/verify';
import { certificatesFrom, MAX_XML, readUpTo, trustFrom } from './input';
import { reportFacts, type Report } from './report';

const WRAPPINGS = ['sig', 'p7m', 'p7s', 'sgn', 'sign', 'pem', 'cms'];

/** For `.catch`: explains that Document Source does not match the signature. */
const explainLocation = (inside: boolean) => (error: unknown) => {
	if (!(error instanceof GostError) || error.code !== 'bad-argument') throw error;
	throw inside
		? failure(
				'bad-argument',
				t`The signature does not contain the document`,
				t`It is a detached signature. Set Document Source to "Binary File" and enter the field that contains the document.`,
			)
		: failure(
				'bad-argument',
				t`The signature contains the document`,
				t`It is an attached signature. Set Document Source to "Inside the Signature".`,
			);
};

export const verify = runOperation({
	name: 'Verify',
	value: 'verify',
	action: 'Verify a signature',
	description:
		'Check who signed a document and whether it has changed since. Checks issuers only against Trusted Certificates, and revocation only with Revocation Lists.',
	fields: verifyFields,
	calls: () => [],
	run: async ({ params, input, readBinary, writeBinary }) => {
		const { documentFrom, options } = params;
		const { trusted, lists } = await trustFrom(options, readBinary);
		const certificates = await certificatesFrom(options.signerCertificates);
		const signature = await readBinary(params.signatureBinaryPropertyName);
		const inside = documentFrom === 'inside';

		const check = async (): Promise<readonly Report[]> => {
			if (documentFrom === 'xml') {
				const document = await readUpTo(MAX_XML, signature, t`The XML document`);
				const { verifyXml } = await import('../../../shared/gost/xml');
				return (await verifyXml(document, { trusted, lists, certificates })).signers;
			}
			const report = inside
				? verifyAttachedStream(contentOf(signature), { trusted, lists, certificates })
				: verifySignature(await signature.bytes(), {
						trusted,
						lists,
						certificates,
						content: contentOf(await readBinary(params.binaryPropertyName)),
					});
			return (await report.catch(explainLocation(inside))).signers;
		};
		const reports = await explained('signature', check);
		const json = reportFacts(reports, { chain: trusted !== undefined, revocation: lists !== undefined });
		const field = inside ? options.contentBinaryPropertyName?.trim() : undefined;
		if (!field) return { json, binary: input.binary };

		const source = await signature.open();
		return await explained('signature', async () => {
			const { head, all } = await peek(attachedContent(source));
			const kind = kindOf(head);
			const fileName = innerName(signature.fileName, WRAPPINGS, kind);
			const content = await storeFile(writeBinary, source, all, fileName, mimeTypeOf(kind, fileName));
			return { json: { ...json, fileName }, binary: { ...input.binary, [field]: content } };
		});
	},
});
