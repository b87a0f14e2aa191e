import { certificateFacts } from '../../../shared/auth';
import { field, inputBinaryField, omit, runOperation } from '../../../shared/catalog';
import { explained, failure } from '../../../shared/formats/errors';
import { GostError, isPfx, parseCertificates, signerCertificates } from '../../../shared/gost';
import { t } from '../../../shared/language';
import { pemField } from '../../fields/fields';

/** Returns the certificates in a file. From a signature, only those of the signers, without their issuers. */
async function certificatesOf(file: Uint8Array | string) {
	const signers = await signerCertificates(file);
	return signers.length > 0 ? signers : await parseCertificates(file);
}

/** For `.catch`: a PFX cannot be read without a password, so it belongs in a credential. */
const explainPfx = (file: Uint8Array | string) => (error: unknown) => {
	if (!(error instanceof GostError) || !isPfx(file)) throw error;
	throw failure(
		'bad-argument',
		t`The file is a PFX with a private key`,
		t`Opening it takes a password. Add it to a Kontur Certificate credential and set Certificate Source to "Credential".`,
	);
};

export const get = runOperation({
	name: 'Get Info',
	value: 'get',
	action: 'Get info about a certificate',
	description:
		'Retrieve the owner, the issuer and the days until expiry of a certificate. Run it on a schedule to get a reminder before the certificate expires.',
	fields: [
		field({
			displayName: 'Certificate Source',
			name: 'certificateFrom',
			type: 'options',
			default: 'credential',
			description: 'Where the certificate comes from',
			options: [
				{
					name: 'Binary File',
					value: 'binary',
					description: 'A certificate (.cer, .crt, .pem, .p7b) or a signature (.sig, .p7s) in the input item',
				},
				{ name: 'Credential', value: 'credential', description: 'The certificate in the credential' },
				{ name: 'Text', value: 'text', description: 'Pasted as PEM or base64' },
			],
		}),
		{ ...inputBinaryField, displayOptions: { show: { certificateFrom: ['binary'] } } },
		{
			...pemField('certificateText', 'Certificate', 'The certificate as PEM or base64'),
			required: true,
			displayOptions: { show: { certificateFrom: ['text'] } },
		},
	],
	calls: () => [],
	run: async ({ params, openKeyPair, readBinary }) => {
		const now = new Date();
		if (params.certificateFrom === 'credential') {
			const { fitting } = await openKeyPair({ anyDate: true, forDecryption: true });
			return fitting.map(({ certificate }) => ({
				json: { ...certificateFacts(certificate, now), hasPrivateKey: true },
			}));
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
