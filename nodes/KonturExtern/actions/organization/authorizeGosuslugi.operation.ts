import { field, once, runOperation, textField } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { accountId, organizationId, providedSignature, signWithCertificate } from '../../fields';
import { about } from '../../api/refusal';
import { readSignature, signatureBytes } from '../../api/signatureText';
import { detachedSignature, verifyProvidedSignature } from '../../jobs/draft';
import { isObject, nothing } from '../../../shared/transport';

const signatureSources = [
	{
		name: 'Binary File',
		value: 'binary',
		description: 'A detached signature (.p7s) of a text file (UTF-8 without BOM) that contains only the key',
	},
	{
		name: 'Text',
		value: 'text',
		description: 'The same signature as Base64 or PEM text',
	},
	signWithCertificate,
] as const;

const ADVICE = t`Sign a text file (UTF-8 without BOM) that contains only the key, without a line break.`;

export const authorizeGosuslugi = runOperation({
	name: 'Authorize in Gosuslugi',
	value: 'authorizeGosuslugi',
	action: 'Authorize an organization in gosuslugi',
	description:
		"Submit an employee's signed key for the Gosuslugi state portal to Kontur. Required before notifications to the Interior Ministry (MVD); valid for 18 hours.",
	fields: [
		accountId,
		organizationId,
		textField({
			displayName: 'Gosuslugi Key',
			name: 'gosuslugiUid',
			typeOptions: { password: true },
			required: true,
			description: "The employee's API key for the portal, 32 characters",
		}),
		field({
			displayName: 'Signature',
			name: 'signatureFrom',
			type: 'options',
			default: 'certificate',
			options: signatureSources,
			description: "The certificate must contain the organization's INN",
		}),
		...providedSignature,
	],
	certificate: true,
	calls: () => ['POST /v1/{accountId}/organizations/{organizationId}/gosuslugi-auth'],
	run: async ({ params, client, readBinary, openKeyPair }) => {
		const uid = params.gosuslugiUid.trim();
		const key = { fileName: t`Gosuslugi Key`, open: async () => once(Buffer.from(uid)) };
		const signature = async () => {
			if (params.signatureFrom === 'certificate') {
				return await detachedSignature(Buffer.from(uid), await openKeyPair());
			}
			const given =
				params.signatureFrom === 'binary'
					? await readSignature(await readBinary(params.binaryPropertyName))
					: signatureBytes(params.signatureText);
			await verifyProvidedSignature(given, key, ADVICE);
			return given;
		};
		const { body } = await client.request({
			method: 'POST',
			path: '/v1/{accountId}/organizations/{organizationId}/gosuslugi-auth',
			pathValues: params,
			body: {
				'gosuslugi-uid': uid,
				'base64-signature-content': (await signature().catch(about(key.fileName))).toString('base64'),
			},
			// Authorizing again only extends the period.
			repeat: 'harmless',
			shape: nothing,
		});
		return {
			json: { organizationId: params.organizationId, authorized: true, ...(isObject(body) ? body : {}) },
		};
	},
});
