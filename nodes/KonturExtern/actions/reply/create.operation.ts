import { UserError } from 'n8n-workflow';
import { field, runOperation, textField } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { certificateFields, repliedDocument } from '../../fields';
import { certificateBody } from '../../api/certificate';
import { inDocflow, inInventory } from '../../api/documentPlaces';
import { generate, idsOf, placeOf, replyIn, replyRoutes, wantedReplyType } from '../../jobs/reply';

export const create = runOperation({
	name: 'Create',
	value: 'create',
	action: 'Create a reply',
	description:
		'Generate the reply that a document requires, such as a receipt. Sign and send it next; a read mark of the social fund needs no signature.',
	fields: [
		...repliedDocument,
		field({
			displayName: 'Reply Type',
			name: 'documentType',
			type: 'options',
			default: 'automatic',
			description:
				'Automatic suits most documents. A human should decide whether to accept or decline a demand.',
			options: [
				{ name: 'Application: Receipt', value: 'fns534-application-receipt' },
				{
					name: 'Automatic',
					value: 'automatic',
					description: 'The reply that the document requires, if there is only one',
				},
				{
					name: 'Custom',
					value: 'custom',
					description: 'Another type, as named in the reply links of the document',
				},
				{ name: 'Demand: Accept', value: 'fns534-demand-acceptance-result-positive' },
				{
					name: 'Demand: Decline',
					value: 'fns534-demand-acceptance-result-negative',
					description: 'For the reasons found by Document Flow: Check Demand',
				},
				{ name: 'Demand: Receipt', value: 'fns534-demand-receipt' },
				{ name: 'Inventory: Receipt', value: 'fns534-inventory-receipt' },
				{ name: 'Letter From the Statistics Office: Receipt', value: 'stat-cu-letter-receipt' },
				{ name: 'Letter From the Tax Office: Receipt', value: 'fns534-cu-letter-receipt' },
				{ name: 'Letter to the Tax Office: Receipt', value: 'fns534-letter-receipt' },
				{ name: 'Reconciliation Request (ION): Receipt', value: 'fns534-ion-receipt' },
				{ name: 'Report to the Statistics Office: Receipt', value: 'stat-report-receipt' },
				{ name: 'Report to the Tax Office: Receipt', value: 'fns534-report-receipt' },
				{ name: 'Submission: Receipt', value: 'fns534-submission-receipt' },
			],
		}),
		textField({
			displayName: 'Custom Reply Type',
			name: 'customDocumentType',
			placeholder: 'fss-sedo-demand-read-receipt',
			description: 'The type without "urn:document:"',
			displayOptions: { show: { documentType: ['custom'] } },
		}),
		field({
			displayName: 'Decline Reasons',
			name: 'declineNoticeErrorCodes',
			type: 'multiOptions',
			default: [],
			description: 'Why the demand is declined. Document Flow: Check Demand finds the codes that apply.',
			options: [
				{ name: '0100100004 Signature Does Not Match Its Document', value: '0100100004' },
				{
					name: '0100300003 Encrypted for Another Recipient',
					value: '0100300003',
					description: 'Kontur cannot detect this: the demand cannot be decrypted',
				},
				{ name: '0300300001 Main File Does Not Match Its Schema', value: '0300300001' },
				{ name: '0300300030 Missing or Extra Attachments', value: '0300300030' },
				{ name: '0400100005 INN or KPP of Another Organization', value: '0400100005' },
			],
			displayOptions: { show: { documentType: ['fns534-demand-acceptance-result-negative'] } },
		}),
		...certificateFields,
	],
	certificate: true,
	calls: () => [inDocflow.reads, inInventory.reads, ...replyRoutes('POST', '/generate-reply')],
	run: async (context) => {
		const { params, client } = context;
		const place = placeOf(params);
		const chosen = params.documentType === 'custom' ? params.customDocumentType.trim() : params.documentType;
		// Not a required field, because n8n would require it even where an expression sets the type.
		if (!chosen) throw new UserError(t`"Custom Reply Type" is empty. Fill it in, or choose the type above.`);
		const certificate = await certificateBody(params, context.openKeyPair);
		const documentType =
			chosen === 'automatic'
				? await wantedReplyType(client, place, idsOf(params))
				: chosen.replace('urn:document:', '');
		const declines = documentType === 'fns534-demand-acceptance-result-negative';
		const reply = await generate(client, replyIn(place), idsOf(params), certificate, {
			query: {
				documentType,
				declineNoticeErrorCode: declines ? params.declineNoticeErrorCodes : undefined,
			},
		});
		return { json: { documentType, ...reply } };
	},
});
