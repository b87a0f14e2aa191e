import type { IDataObject } from 'n8n-workflow';
import type { OperationContext, Params } from '../../../shared/catalog';
import type { builderDocumentFields, builderFileMetaFields, builderMetaFields } from '../../fields';
import { certificatesBase64 } from '../../api/certificate';
import { draftMeta } from '../../api/draftMeta';
import { jsonObject, orNone, orNothing } from '../../api/parameters';

type MetaParams = Params<typeof builderMetaFields>;
type DocumentParams = Params<typeof builderDocumentFields>;
type FileParams = Pick<Params<typeof builderFileMetaFields>, 'builderType' | 'builderData'> & {
	additionalFields: { order?: number; isEncrypted?: boolean };
};

const relatedDocument = (of: { relatedDocflowId?: string; relatedDocumentId?: string }) =>
	orNone({
		'related-docflow-id': orNothing(of.relatedDocflowId),
		'related-document-id': orNothing(of.relatedDocumentId),
	});

const fullName = (person: { surname?: string; firstName?: string; patronymic?: string }) => ({
	surname: orNothing(person.surname),
	name: orNothing(person.firstName),
	patronymic: orNothing(person.patronymic),
});

/** Kontur's codes begin with a Cyrillic letter that looks like a Latin one. */
const applicationCode = (typed: string) => typed.trim().replace(/^[Pp\u0440]/, '\u0420');

function dataOfBuilder(params: MetaParams): IDataObject | undefined {
	const { inventoryData, letterData, registrationData } = params;
	switch (params.builderType) {
		case 'fns534-inventory':
			return {
				'related-document': relatedDocument(inventoryData),
				'id-file-osn': orNothing(inventoryData.idFileOsn),
				'claim-item-number': orNothing(inventoryData.claimItemNumber),
				'additional-certificates': certificatesBase64(inventoryData.additionalCertificates),
			};
		case 'fns534-letter':
			return {
				subject: params.letterSubject.trim(),
				'related-document': relatedDocument(letterData),
				'additional-certificates': certificatesBase64(letterData.additionalCertificates),
				address: {
					index: orNothing(letterData.index),
					region: params.regionCode.trim(),
					district: orNothing(letterData.district),
					city: orNothing(letterData.city),
					settlement: orNothing(letterData.settlement),
					street: orNothing(letterData.street),
					house: orNothing(letterData.house),
					building: orNothing(letterData.building),
					flat: orNothing(letterData.flat),
				},
			};
		case 'business-registration':
			return {
				'registration-info': {
					'application-code': applicationCode(params.applicationCode),
					'applicant-infos': (params.applicants.applicant ?? []).map((applicant) => ({
						inn: orNothing(applicant.inn),
						fio: fullName(applicant),
						email: orNothing(applicant.email),
					})),
					'ip-info': orNone({ 'ogrn-ip': orNothing(registrationData.ogrnIp) }),
					'ul-info': orNone({
						ogrn: orNothing(registrationData.ulOgrn),
						name: orNothing(registrationData.ulName),
					}),
				},
				'paper-documents-delivery-type': params.paperDocumentsDeliveryType,
				'additional-certificates': certificatesBase64(registrationData.additionalCertificates),
			};
		default:
			return orNone(jsonObject(params.builderData, 'Builder Data'));
	}
}

/**
 * The description of a drafts builder as Kontur takes it, out of `builderMetaFields`.
 * Source: Kontur.Extern documentation, "Drafts builder", the kinds of builder-data.
 * @throws UserError when a certificate or JSON is not readable; errors of the key as `openKeyPair`
 */
export async function builderMeta(
	params: MetaParams,
	openKeyPair: OperationContext<unknown>['openKeyPair'],
): Promise<IDataObject> {
	return {
		...(await draftMeta(params, openKeyPair)),
		'builder-type': `urn:drafts-builder:${params.builderType}`,
		'builder-data': dataOfBuilder(params),
	};
}

const backgroundProcessing = (count: number | undefined) =>
	count === undefined ? undefined : { 'total-file-count': count };

/** The `builder-data` of a document, out of `builderDocumentFields`. */
export function dataOfDocument(params: DocumentParams): IDataObject {
	const { inventoryDocument: inventory, letterDocument: letter } = params;
	switch (params.builderType) {
		case 'fns534-inventory':
			return {
				'claim-item-number': orNothing(inventory.claimItemNumber),
				'label-for-grouping': orNothing(inventory.labelForGrouping),
				'scanned-document-name': orNothing(inventory.scannedDocumentName),
				type: inventory.type,
				'background-processing': backgroundProcessing(inventory.totalFileCount),
			};
		case 'fns534-letter':
			return {
				type: letter.type,
				'background-processing': backgroundProcessing(letter.totalFileCount),
			};
		case 'business-registration':
			return {
				'svdreg-code': params.svdregCode.trim(),
				signers: (params.signers.signer ?? []).map((signer) => ({ fio: fullName(signer) })),
			};
		default:
			return jsonObject(params.builderData, 'Builder Data');
	}
}

/** The `builder-data` of a file; registration documents have none. */
export function dataOfFile({
	builderType,
	builderData,
	additionalFields: more,
}: FileParams): IDataObject | undefined {
	switch (builderType) {
		case 'fns534-inventory':
			return { 'scanned-file-order': more.order, 'is-file-encrypted': more.isEncrypted };
		case 'fns534-letter':
			return { 'attachment-file-order': more.order };
		case 'business-registration':
			return undefined;
		default:
			return orNone(jsonObject(builderData, 'Builder Data'));
	}
}
