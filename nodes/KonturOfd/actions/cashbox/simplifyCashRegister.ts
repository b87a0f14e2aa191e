import type { IDataObject } from 'n8n-workflow';
import { pick } from '../../../shared/catalog';

// Kontur changed the spelling in 2019.
const numberOf = (drive: unknown) => {
	const { fiscalDriverNumber, fiscalDriveNumber } = (drive ?? {}) as IDataObject;
	return fiscalDriverNumber ?? fiscalDriveNumber;
};

/** What most people need of a cash register. */
export const essentials = (cashbox: IDataObject): IDataObject => ({
	...pick(cashbox, [
		'organizationId',
		'regNumber',
		'name',
		'salesPointName',
		'address',
		'modelName',
		'serialNumber',
		'lastDocumentTimestamp',
		'lastCashReceiptTimestamp',
		'lastDocument',
		'silentHoursAtLeast',
		'silentHoursAtMost',
		'permissionFrom',
		'permissionTo',
	]),
	...pick({ fiscalDriveNumber: numberOf(cashbox.fiscalDrive) }, ['fiscalDriveNumber']),
	...(Array.isArray(cashbox.fiscalDrives)
		? { fiscalDriveNumbers: cashbox.fiscalDrives.map(numberOf).filter((number) => number !== undefined) }
		: {}),
});
