import type { IDataObject } from 'n8n-workflow';
import type { OperationContext } from '../../../shared/catalog';
import { certificatesBase64, chosenCertificate } from '../certificate';
import { orNone, orNothing, trimAll } from '../parameters';

type TextOption =
	| 'additionalCertificates'
	| 'machineReadableWarrantId'
	| 'mriCode'
	| 'parentMachineReadableWarrantId'
	| 'payerInn'
	| 'payerKpp'
	| 'payerOgrn'
	| 'payerOkpo'
	| 'payerRegistrationNumberFss'
	| 'payerRegistrationNumberPfr'
	| 'payerRegistrationNumberSfr'
	| 'payerSnils'
	| 'pfrLetterType'
	| 'relatedDocflowId'
	| 'relatedDocumentId'
	| 'subject';

/** Sender, recipient and payer, as entered for a draft or drafts builder. */
export interface DraftMetaParams {
	senderInn: string;
	senderKpp: string;
	certificateFrom: 'credential' | 'none' | 'text';
	senderCertificate: string;
	senderIpAddress: string;
	/** Kontur's name for the recipient code, `ifns-code`. */
	recipientType: string;
	recipientCode: string;
	additionalFields: Partial<Record<TextOption, string>> & {
		isRepresentative?: boolean;
		generateWarrant?: boolean;
	};
}

/** Returns the reference to the document that is replied to, or undefined. */
export const relatedDocument = (of: { relatedDocflowId?: string; relatedDocumentId?: string }) =>
	orNone(trimAll({ 'related-docflow-id': of.relatedDocflowId, 'related-document-id': of.relatedDocumentId }));

/**
 * Builds the `meta` of a draft or drafts builder.
 * Source: Kontur.Extern documentation, "Drafts", create.
 * @throws UserError when a certificate is unreadable, or as `openKeyPair` does
 */
export async function draftMeta(
	params: DraftMetaParams,
	openKeyPair: OperationContext<unknown>['openKeyPair'],
): Promise<IDataObject> {
	const { senderInn, senderKpp, recipientType, recipientCode, additionalFields: more } = params;
	const { certificateFrom: from } = params;
	const content =
		from === 'none' ? undefined : await chosenCertificate(from, params.senderCertificate, openKeyPair);
	const payerInn = orNothing(more.payerInn);
	// Without a payer, the sender reports for itself.
	const payerKpp = payerInn ? orNothing(more.payerKpp) : (orNothing(more.payerKpp) ?? orNothing(senderKpp));
	return {
		sender: {
			inn: senderInn.trim(),
			kpp: orNothing(senderKpp),
			certificate: content ? { content } : undefined,
			'is-representative': more.isRepresentative ?? false,
			ipaddress: orNothing(params.senderIpAddress),
		},
		recipient: { [recipientType]: recipientCode.trim(), 'mri-code': orNothing(more.mriCode) },
		payer: {
			inn: payerInn ?? senderInn.trim(),
			organization: payerKpp ? { kpp: payerKpp } : undefined,
			...trimAll({
				okpo: more.payerOkpo,
				ogrn: more.payerOgrn,
				snils: more.payerSnils,
				'registration-number-fss': more.payerRegistrationNumberFss,
				'registration-number-pfr': more.payerRegistrationNumberPfr,
				'registration-number-sfr': more.payerRegistrationNumberSfr,
			}),
		},
		'related-document': relatedDocument(more),
		'additional-info': orNone({
			...trimAll({
				subject: more.subject,
				'pfr-letter-type': more.pfrLetterType,
				'machine-readable-warrant-id': more.machineReadableWarrantId,
				'parent-machine-readable-warrant-id': more.parentMachineReadableWarrantId,
			}),
			'additional-certificates': certificatesBase64(more.additionalCertificates),
		}),
		'draft-options':
			more.generateWarrant === undefined ? undefined : { 'generate-warrant': more.generateWarrant },
	};
}
