import { UserError } from 'n8n-workflow';
import { field, runOperation } from '../../../shared/catalog';
import { chosenCertificate } from '../../api/certificate';
import { certificateFields, repliedDocument } from '../../fields';
import { inDocflow, inInventory } from '../../api/documentPlaces';
import { idsOf, placeOf, replyRoutes, wantedReply } from '../../jobs/reply/replies';

export const create = runOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a reply',
	description:
		'Have Kontur make the reply that a document wants, for example the receipt. It is signed and sent next; a read mark of the social fund is sent without a signature.',
	fields: [
		...repliedDocument,
		field({
			displayName: 'Reply Type',
			name: 'documentType',
			type: 'options',
			default: 'automatic',
			description:
				'What is answered. Automatic fits most documents; a demand is accepted or declined, which a person should decide.',
			options: [
				{ name: 'Application: Receipt', value: 'fns534-application-receipt' },
				{
					name: 'Automatic',
					value: 'automatic',
					description: 'What the document asks for, if there is one reply to it only',
				},
				{
					name: 'Custom',
					value: 'custom',
					description: 'Another type, as the reply links of the document name it',
				},
				{ name: 'Demand: Accept', value: 'fns534-demand-acceptance-result-positive' },
				{
					name: 'Demand: Decline',
					value: 'fns534-demand-acceptance-result-negative',
					description: 'For the reasons that Document Flow: Check Demand finds',
				},
				{ name: 'Demand: Receipt', value: 'fns534-demand-receipt' },
				{ name: 'Inventory: Receipt', value: 'fns534-inventory-receipt' },
				{ name: 'Letter of the Statistics Office: Receipt', value: 'stat-cu-letter-receipt' },
				{ name: 'Letter of the Tax Office: Receipt', value: 'fns534-cu-letter-receipt' },
				{ name: 'Letter to the Tax Office: Receipt', value: 'fns534-letter-receipt' },
				{ name: 'Reconciliation Request (ION): Receipt', value: 'fns534-ion-receipt' },
				{ name: 'Report to the Statistics Office: Receipt', value: 'stat-report-receipt' },
				{ name: 'Report to the Tax Office: Receipt', value: 'fns534-report-receipt' },
				{ name: 'Submission: Receipt', value: 'fns534-submission-receipt' },
			],
		}),
		field({
			displayName: 'Custom Reply Type',
			name: 'customDocumentType',
			type: 'string',
			default: '',
			placeholder: 'fss-sedo-demand-read-receipt',
			description: 'The type without "urn:document:"',
			displayOptions: { show: { documentType: ['custom'] } },
		}),
		field({
			displayName: 'Reasons to Decline',
			name: 'declineNoticeErrorCodes',
			type: 'multiOptions',
			default: [],
			description: 'Why the demand is declined. Document Flow: Check Demand says which codes are true.',
			options: [
				{ name: '0100100004 A Signature Does Not Fit Its Document', value: '0100100004' },
				{
					name: '0100300003 Encrypted for Somebody Else',
					value: '0100300003',
					description: 'Kontur cannot see this; the demand cannot be decrypted',
				},
				{ name: '0300300001 the Main File Does Not Match Its Schema', value: '0300300001' },
				{ name: '0300300030 Attachments Are Missing or Too Many', value: '0300300030' },
				{ name: '0400100005 INN or KPP of Somebody Else', value: '0400100005' },
			],
			displayOptions: { show: { documentType: ['fns534-demand-acceptance-result-negative'] } },
		}),
		...certificateFields,
	],
	calls: [inDocflow.reads, inInventory.reads, ...replyRoutes('POST', '/generate-reply')],
	run: async (context) => {
		const { params, client } = context;
		const place = placeOf(params);
		const chosen = params.documentType === 'custom' ? params.customDocumentType.trim() : params.documentType;
		// Not a required field: n8n would want it filled in also where an expression gives the type.
		if (!chosen) throw new UserError('"Custom Reply Type" is empty. Fill it in, or choose the type above.');
		const certificate = await chosenCertificate(
			params.certificateFrom,
			params.certificate,
			context.openKeyPair,
		);
		const documentType =
			chosen === 'automatic'
				? await wantedReply(client, place, idsOf(params))
				: chosen.replace('urn:document:', '');
		const declines = documentType === 'fns534-demand-acceptance-result-negative';
		const { body } = await client.request({
			method: 'POST',
			path: `${place.document}/generate-reply`,
			pathValues: idsOf(params),
			query: {
				documentType,
				declineNoticeErrorCode: declines ? params.declineNoticeErrorCodes : undefined,
			},
			body: { 'certificate-base64': certificate },
			// A reply that was made twice is only an unused reply.
			repeat: 'harmless',
		});
		return { json: { documentType, ...body } };
	},
});
