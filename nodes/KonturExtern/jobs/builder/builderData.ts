import type { IDataObject } from 'n8n-workflow';
import type { OperationContext } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { certificatesBase64 } from '../../api/certificate';
import { draftMeta, relatedDocument, type DraftMetaParams } from '../../api/draft/draftMeta';
import { jsonObject, orNone, orNothing, trimAll } from '../../api/parameters';

interface Person {
	surname?: string;
	firstName?: string;
	patronymic?: string;
}

/** Optional texts under the names of their fields. */
type Texts<N extends string> = Partial<Record<N, string>>;

type Related = 'relatedDocflowId' | 'relatedDocumentId' | 'additionalCertificates';

type AddressPart = 'index' | 'district' | 'city' | 'settlement' | 'street' | 'house' | 'building' | 'flat';

interface BuilderParams extends DraftMetaParams {
	/** The last part of the builder's URN. */
	builderType: string;
	inventoryData: Texts<Related | 'idFileOsn' | 'claimItemNumber'>;
	letterSubject: string;
	regionCode: string;
	letterData: Texts<Related | AddressPart>;
	applicationCode: string;
	applicants: { applicant?: Array<Person & { inn?: string; email?: string }> };
	paperDocumentsDeliveryType: string;
	registrationData: Texts<'additionalCertificates' | 'ogrnIp' | 'ulName' | 'ulOgrn'>;
	builderData: string;
}

interface DocumentParams {
	builderType: string;
	inventoryDocument: Texts<'claimItemNumber' | 'labelForGrouping' | 'scannedDocumentName' | 'type'> & {
		totalFileCount?: number;
	};
	letterDocument: { type?: string; totalFileCount?: number };
	svdregCode: string;
	signers: { signer?: Person[] };
	builderData: string;
}

export interface FileParams {
	builderType: string;
	builderData: string;
	additionalFields: { order?: number; isEncrypted?: boolean };
}

const fullName = ({ surname, firstName, patronymic }: Person) =>
	trimAll({ surname, name: firstName, patronymic });

/** Replaces the Latin look-alike of the Cyrillic letter that Kontur's codes begin with. */
const applicationCode = (typed: string) => typed.trim().replace(/^[Pp\u0440]/, '\u0420');

function dataOfBuilder(params: BuilderParams): IDataObject | undefined {
	const { inventoryData, letterData, registrationData } = params;
	switch (params.builderType) {
		case 'fns534-inventory':
			return {
				'related-document': relatedDocument(inventoryData),
				'id-file-osn': orNothing(inventoryData.idFileOsn),
				'claim-item-number': orNothing(inventoryData.claimItemNumber),
				'additional-certificates': certificatesBase64(inventoryData.additionalCertificates),
			};
		case 'fns534-letter': {
			const { index, district, city, settlement, street, house, building, flat } = letterData;
			return {
				subject: params.letterSubject.trim(),
				'related-document': relatedDocument(letterData),
				'additional-certificates': certificatesBase64(letterData.additionalCertificates),
				address: {
					region: params.regionCode.trim(),
					...trimAll({ index, district, city, settlement, street, house, building, flat }),
				},
			};
		}
		case 'business-registration':
			return {
				'registration-info': {
					'application-code': applicationCode(params.applicationCode),
					'applicant-infos': (params.applicants.applicant ?? []).map((applicant) => ({
						...trimAll({ inn: applicant.inn, email: applicant.email }),
						fio: fullName(applicant),
					})),
					'ip-info': orNone(trimAll({ 'ogrn-ip': registrationData.ogrnIp })),
					'ul-info': orNone(trimAll({ ogrn: registrationData.ulOgrn, name: registrationData.ulName })),
				},
				'paper-documents-delivery-type': params.paperDocumentsDeliveryType,
				'additional-certificates': certificatesBase64(registrationData.additionalCertificates),
			};
		default:
			return orNone(jsonObject(params.builderData, t`Builder Data`));
	}
}

/**
 * Builds the description of a drafts builder.
 * Source: Kontur.Extern documentation, "Drafts builder", the kinds of builder-data.
 * @throws UserError when a certificate or JSON is unreadable, or as `openKeyPair` does
 */
export const builderMeta = async (
	params: BuilderParams,
	openKeyPair: OperationContext<unknown>['openKeyPair'],
): Promise<IDataObject> => ({
	...(await draftMeta(params, openKeyPair)),
	'builder-type': `urn:drafts-builder:${params.builderType}`,
	'builder-data': dataOfBuilder(params),
});

const backgroundProcessing = (count: number | undefined) =>
	count === undefined ? undefined : { 'total-file-count': count };

/** Builds the `builder-data` of a document. */
export function dataOfDocument(params: DocumentParams): IDataObject {
	const { inventoryDocument: inventory, letterDocument: letter } = params;
	switch (params.builderType) {
		case 'fns534-inventory':
			return {
				...trimAll({
					'claim-item-number': inventory.claimItemNumber,
					'label-for-grouping': inventory.labelForGrouping,
					'scanned-document-name': inventory.scannedDocumentName,
				}),
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
			return jsonObject(params.builderData, t`Builder Data`);
	}
}

/** Builds the `builder-data` of a file; registration documents have none. */
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
			return orNone(jsonObject(builderData, t`Builder Data`));
	}
}
