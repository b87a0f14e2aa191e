import type { IDataObject } from 'n8n-workflow';
import { pick } from '../../../shared/catalog';
import { isObject } from '../../../shared/shapes';
import { driveNumber } from '../../api/cashRegisters';

export const simplifyCashRegister = (cashbox: IDataObject): IDataObject => {
	const { fiscalDrive, fiscalDrives } = cashbox;
	const numberOf = (drive: unknown) => (isObject(drive) ? driveNumber(drive) : undefined);
	const withNumbers = {
		...cashbox,
		fiscalDriveNumber: numberOf(fiscalDrive),
		fiscalDriveNumbers: Array.isArray(fiscalDrives)
			? fiscalDrives.map(numberOf).filter((number) => number !== undefined)
			: undefined,
	};
	return pick(withNumbers as IDataObject, [
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
		'unsentDocuments',
		'unsentSince',
		'unsentReportedAt',
		'permissionFrom',
		'permissionTo',
		'fiscalDriveNumber',
		'fiscalDriveNumbers',
	]);
};
