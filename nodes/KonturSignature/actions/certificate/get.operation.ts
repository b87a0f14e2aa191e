import { field, runOperation } from '../../../shared/catalog';
import {
	GostError,
	identifies,
	parseCertificates,
	readBlocks,
	readSignedData,
	sniff,
	toResult,
	type Certificate,
} from '../../../shared/gost';
import { certificateFacts } from '../../../shared/auth';
import { failure, understandable } from '../../../shared/formats/errors';

/** The certificates of those who signed; all others of a signature belong to issuers. */
function signersOf(file: Uint8Array | string): Certificate[] {
	const read = toResult(() => readSignedData(file));
	if (!read.ok) return [];
	const { certificates, signers } = read.value;
	return certificates.filter((certificate) => signers.some(({ id }) => identifies(id, certificate)));
}

/** The certificates of a file: those of the signers of a signature, all of any other. */
function certificatesOf(file: Uint8Array | string): Certificate[] {
	const signers = signersOf(file);
	return signers.length > 0 ? signers : parseCertificates(file);
}

const isKeyFile = (file: Uint8Array | string) => {
	const read = toResult(() => readBlocks(file).some(({ data }) => sniff(data) === 'pfx'));
	return read.ok && read.value;
};

/** For `.catch`: a file that holds a key has to be in a credential. */
const explainKeyFile = (file: Uint8Array | string) => (error: unknown) => {
	if (error instanceof GostError && isKeyFile(file)) {
		throw failure(
			'bad-argument',
			'The file is a PFX with a private key',
			'It opens with its password only. Put it into a Kontur Certificate credential and choose "Credential" in Certificate From.',
		);
	}
	throw error;
};

export const get = runOperation({
	name: 'Get Info',
	value: 'get',
	action: 'Get info about a certificate',
	description:
		'Read whose certificate it is, who issued it and how many days are left. Use it on a schedule to be reminded in time.',
	fields: [
		field({
			displayName: 'Certificate From',
			name: 'certificateFrom',
			type: 'options',
			default: 'credential',
			description: 'Where the certificate to be read comes from',
			options: [
				{
					name: 'Binary File',
					value: 'binary',
					description: 'A certificate (.cer, .crt, .pem, .p7b) or a signature (.sig, .p7s) of the input item',
				},
				{ name: 'Credential', value: 'credential', description: 'The certificate of the credential' },
				{ name: 'Text', value: 'text', description: 'PEM or base64 text' },
			],
		}),
		field({
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the input field containing the file',
			displayOptions: { show: { certificateFrom: ['binary'] } },
		}),
		field({
			displayName: 'Certificate',
			name: 'certificateText',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: '-----BEGIN CERTIFICATE-----',
			displayOptions: { show: { certificateFrom: ['text'] } },
		}),
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
		const certificates = await understandable(
			'certificate',
			async () => await Promise.resolve(file).then(certificatesOf).catch(explainKeyFile(file)),
		);
		return certificates.map((certificate) => ({
			json: { ...certificateFacts(certificate, now), hasPrivateKey: false },
		}));
	},
	simplify: ({ serial: _serial, issuer: _issuer, ...facts }) => facts,
});
