import type { Random } from './shop/random';
import { cashier, innOf } from './shop/sale';
import type { Drive, JsonObject, Organization, Register } from './types';

const OFD_INN = '0000000000';
/** What a drive writes when nothing waits for transmission: the zero of its clock. */
const NOTHING_WAITS = '1970-01-01T00:00:00';

function addressOf(register: Register): string {
	return register.addresses[register.addresses.length - 1].address;
}

export function registrationBody(
	organization: Organization,
	register: Register,
	random: Random,
	reasons: number[] | null,
): JsonObject {
	const body: JsonObject = {
		code: reasons ? 11 : 1,
		user: organization.fullName,
		userInn: innOf(organization, register),
		taxationType: register.profile.taxationType,
		offlineMode: 0,
		bsoSign: register.profile.saleKind === 'bso' ? 1 : 0,
		serviceSign: register.profile.goods === 'services' ? 1 : 0,
		encryptionSign: 0,
		autoMode: 0,
		machineNumber: '',
		internetSign: 0,
		operator: cashier(random),
		retailPlaceAddress: addressOf(register),
		ofdInn: OFD_INN,
		kktNumber: register.serialNumber,
	};
	if (reasons) body.correctionReasonCodes = reasons;
	return body;
}

export function openShiftBody(
	organization: Organization,
	register: Register,
	drive: Drive,
	random: Random,
): JsonObject {
	return {
		code: 2,
		user: organization.fullName,
		userInn: innOf(organization, register),
		operator: cashier(random),
		retailPlaceAddress: addressOf(register),
		shiftNumber: drive.lastShiftNumber,
	};
}

function waiting(drive: Drive): { count: number; firstNumber: number; firstTime: string } {
	const documents = drive.documents.filter((document) => document.receivedAt === null);
	return {
		count: documents.length,
		firstNumber: documents[0]?.fd ?? 0,
		firstTime: documents[0]?.dateTime ?? NOTHING_WAITS,
	};
}

export function closeShiftBody(
	organization: Organization,
	register: Register,
	drive: Drive,
	random: Random,
): JsonObject {
	const queue = waiting(drive);
	const body: JsonObject = {
		code: 5,
		user: organization.fullName,
		userInn: innOf(organization, register),
		operator: cashier(random),
		shiftNumber: drive.lastShiftNumber,
		receiptsQuantity: drive.shift?.receipts ?? 0,
		documentsQuantity: (drive.shift?.documents ?? 0) + 1,
		notTransmittedDocumentsQuantity: queue.count,
		notTransmittedDocumentsDateTime: queue.firstTime,
		ofdResponseTimeoutSign: 0,
		fiscalDriveReplaceRequiredSign: 0,
		fiscalDriveMemoryExceededSign: 0,
		fiscalDriveExhaustionSign: 0,
	};
	if (queue.count > 0) body.message = [{ type: '1', message: 'Есть непереданные документы' }];
	return body;
}

export function currentStateBody(organization: Organization, register: Register, drive: Drive): JsonObject {
	const queue = waiting(drive);
	const body: JsonObject = {
		code: 21,
		userInn: innOf(organization, register),
		shiftNumber: drive.lastShiftNumber,
		offlineMode: 0,
		notTransmittedDocumentNumber: queue.firstNumber,
		notTransmittedDocumentsQuantity: queue.count,
	};
	if (queue.count > 0) body.notTransmittedDocumentsDateTime = queue.firstTime;
	return body;
}

export function closeArchiveBody(organization: Organization, register: Register, random: Random): JsonObject {
	return {
		code: 6,
		userInn: innOf(organization, register),
		retailPlaceAddress: addressOf(register),
		operator: cashier(random),
	};
}
