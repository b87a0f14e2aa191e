import { certificateFacts } from '../../../shared/auth';
import { field, inputBinaryField, omit, runOperation } from '../../../shared/catalog';
import { explained, failure } from '../../../shared/formats/errors';
import { GostError, isPfx, parseCertificates, signerCertificates } from '../../../shared/gost';
import { pemField } from '../../fields/fields';

/** The certificates of a file: for a signature those of its signers, without their issuers. */
function certificatesOf(file: Uint8Array | string) {
	const signers = signerCertificates(file);
	return signers.length > 0 ? signers : parseCertificates(file);
}

/** For `.catch`: explains that a file with a private key belongs in a credential. */
const explainPfx = (file: Uint8Array | string) => (error: unknown) => {
	if (!(error instanceof GostError) || !isPfx(file)) throw error;
	throw failure(
		'bad-argument',
		'The file is a PFX with a private key',
		'It needs a password to open. Put it into a Kontur Certificate credential and choose "Credential" in Certificate From.',
	);
};

export const get = runOperation({
	name: 'Get Info',
	value: 'get',
	action: 'Get info about a certificate',
	description:
		'Read who owns a certificate, who issued it, and how many days are left. Run it on a schedule to be reminded in time.',
	fields: [
		field({
			displayName: 'Certificate From',
			name: 'certificateFrom',
			type: 'options',
			default: 'credential',
			description: 'Where to read the certificate from',
			options: [
				{
					name: 'Binary File',
					value: 'binary',
					description: 'A certificate (.cer, .crt, .pem, .p7b) or a signature (.sig, .p7s) of the input item',
				},
				{ name: 'Credential', value: 'credential', description: 'The certificate in the credential' },
				{ name: 'Text', value: 'text', description: 'PEM or base64 text' },
			],
		}),
		{ ...inputBinaryField, displayOptions: { show: { certificateFrom: ['binary'] } } },
		{
			...pemField('certificateText', 'Certificate', 'The certificate as PEM or base64 text'),
			required: true,
			displayOptions: { show: { certificateFrom: ['text'] } },
		},
	],
	calls: [],
	run: async ({ params, openKeyPair, readBinary }) => {
		const now = new Date();
		if (params.certificateFrom === 'credential') {
			const { certificate } = await openKeyPair({ anyDate: true });
			return { json: { ...certificateFacts(certificate, now), hasPrivateKey: true } };
		}
		const file =
			params.certificateFrom === 'text'
				? params.certificateText
				: await (await readBinary(params.binaryPropertyName)).bytes();
		const certificates = await explained(
			'certificate',
			async () => await Promise.resolve(file).then(certificatesOf).catch(explainPfx(file)),
		);
		return certificates.map((certificate) => ({
			json: { ...certificateFacts(certificate, now), hasPrivateKey: false },
		}));
	},
	simplify: (facts) => omit(facts, 'serial', 'issuer'),
});
