import { field, runOperation } from '../../../shared/catalog';
import { certificateBase64 } from '../../descriptions/certificate';
import { accountId } from '../../descriptions/locators';

const orNothing = (text: string | undefined) => text?.trim() || undefined;

export const create = runOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a draft',
	description: 'Start a draft: who sends, to whom, for whom. Documents are added to it next.',
	fields: [
		accountId,
		field({
			displayName: 'Sender INN',
			name: 'senderInn',
			type: 'string',
			default: '',
			required: true,
			placeholder: '6676130154',
			description: 'Who talks to the authority: 10 digits for a company, 12 for an entrepreneur',
		}),
		field({
			displayName: 'Sender KPP',
			name: 'senderKpp',
			type: 'string',
			default: '',
			placeholder: '667601001',
			description: 'Nine digits; leave empty for an entrepreneur',
		}),
		field({
			displayName: 'Sender Certificate From',
			name: 'certificateFrom',
			type: 'options',
			default: 'text',
			options: [
				{
					name: 'Kontur Certificate Credential',
					value: 'credential',
					description: 'The same that documents are signed with inside n8n',
				},
				{ name: 'Text', value: 'text' },
			],
		}),
		field({
			displayName: 'Sender Certificate',
			name: 'senderCertificate',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: '-----BEGIN CERTIFICATE-----',
			description:
				'The certificate (.cer) that the documents are signed with, as PEM or base64 text. It holds no secret.',
			displayOptions: { show: { certificateFrom: ['text'] } },
		}),
		field({
			displayName: 'Sender IP Address',
			name: 'senderIpAddress',
			type: 'string',
			default: '',
			required: true,
			placeholder: '203.0.113.10',
			description: 'Public IPv4 address that the report is sent from; the authority asks for it',
		}),
		field({
			displayName: 'Recipient',
			name: 'recipientType',
			type: 'options',
			default: 'ifns-code',
			options: [
				{ name: 'Business Registration Office', value: 'registration-ifns-code' },
				{ name: 'Interior Ministry (MVD)', value: 'mvd-code' },
				{ name: 'Pension Fund (PFR)', value: 'upfr-code' },
				{ name: 'Social Fund (SFR)', value: 'sfr-code' },
				{ name: 'Social Insurance (FSS, SEDO)', value: 'fss-code' },
				{ name: 'Statistics Office (Rosstat)', value: 'togs-code' },
				{ name: 'Tax Office (FNS)', value: 'ifns-code' },
			],
			description: 'The authority that receives the documents',
		}),
		field({
			displayName: 'Recipient Code',
			name: 'recipientCode',
			type: 'string',
			default: '',
			required: true,
			placeholder: '0087',
			description:
				'Tax and registration office: 4 digits. Social and pension fund, MVD: XXX-XXX. FSS: 5 digits. Rosstat: XX-XX. On the test site 0087 accepts, 0088 refuses.',
		}),
		field({
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				field({
					displayName: 'By Power of Attorney',
					name: 'isRepresentative',
					type: 'boolean',
					default: false,
					description: 'Whether the sender acts for the payer by power of attorney',
				}),
				field({
					displayName: 'Generate Power of Attorney Message',
					name: 'generateWarrant',
					type: 'boolean',
					default: false,
					description: 'Whether Kontur makes the power-of-attorney message from the data in the account',
				}),
				field({
					displayName: 'Machine-Readable Power of Attorney ID',
					name: 'machineReadableWarrantId',
					type: 'string',
					default: '',
				}),
				field({
					displayName: 'Payer INN',
					name: 'payerInn',
					type: 'string',
					default: '',
					placeholder: '7811223344',
					description: 'The taxpayer the report is about, if it is not the sender',
				}),
				field({
					displayName: 'Payer KPP',
					name: 'payerKpp',
					type: 'string',
					default: '',
					placeholder: '781101001',
				}),
				field({
					displayName: 'Payer OKPO',
					name: 'payerOkpo',
					type: 'string',
					default: '',
					description: 'For Rosstat: 8, 10 or 14 digits',
				}),
				field({
					displayName: 'Payer Registration Number FSS',
					name: 'payerRegistrationNumberFss',
					type: 'string',
					default: '',
					description: '10 digits',
				}),
				field({
					displayName: 'Payer Registration Number PFR',
					name: 'payerRegistrationNumberPfr',
					type: 'string',
					default: '',
					placeholder: '012-345-678901',
				}),
				field({
					displayName: 'Payer Registration Number SFR',
					name: 'payerRegistrationNumberSfr',
					type: 'string',
					default: '',
					placeholder: '012-345-678901',
				}),
				field({
					displayName: 'Subject',
					name: 'subject',
					type: 'string',
					default: '',
					description: 'Subject of a letter',
				}),
				field({
					displayName: 'Transit Inspectorate Code (MRI)',
					name: 'mriCode',
					type: 'string',
					default: '',
					placeholder: '9972',
				}),
			],
		}),
	],
	calls: ['POST /v1/{accountId}/drafts'],
	run: async ({ params, client, openKeyPair }) => {
		const { senderInn, senderKpp, recipientType, recipientCode, additionalFields: more } = params;
		const certificate =
			params.certificateFrom === 'credential'
				? Buffer.from((await openKeyPair()).certificate.der).toString('base64')
				: certificateBase64(params.senderCertificate);
		const payerInn = orNothing(more.payerInn);
		// Without a payer of its own the sender reports for itself.
		const payerKpp = payerInn ? orNothing(more.payerKpp) : (orNothing(more.payerKpp) ?? orNothing(senderKpp));
		const { body } = await client.request({
			method: 'POST',
			path: '/v1/{accountId}/drafts',
			pathValues: { accountId: params.accountId },
			body: {
				sender: {
					inn: senderInn.trim(),
					kpp: orNothing(senderKpp),
					certificate: { content: certificate },
					'is-representative': more.isRepresentative ?? false,
					ipaddress: orNothing(params.senderIpAddress),
				},
				recipient: { [recipientType]: recipientCode.trim(), 'mri-code': orNothing(more.mriCode) },
				payer: {
					inn: payerInn ?? senderInn.trim(),
					organization: payerKpp ? { kpp: payerKpp } : undefined,
					okpo: orNothing(more.payerOkpo),
					'registration-number-fss': orNothing(more.payerRegistrationNumberFss),
					'registration-number-pfr': orNothing(more.payerRegistrationNumberPfr),
					'registration-number-sfr': orNothing(more.payerRegistrationNumberSfr),
				},
				'additional-info':
					more.subject || more.machineReadableWarrantId
						? {
								subject: orNothing(more.subject),
								'machine-readable-warrant-id': orNothing(more.machineReadableWarrantId),
							}
						: undefined,
				'draft-options':
					more.generateWarrant === undefined ? undefined : { 'generate-warrant': more.generateWarrant },
			},
		});
		return { json: body };
	},
});
