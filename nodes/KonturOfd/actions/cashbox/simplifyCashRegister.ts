import type { IDataObject } from 'n8n-workflow';
import { pick } from '../../../shared/catalog';
import { isObject } from '../../../shared/shapes';
import { driveNumber } from '../../api/cashRegisters';

export const simplifyCashRegister = (cashbox: IDataObject): IDataObject => {
	const { fiscalDrive, fiscalDrives } = cashbox;
	const numberOf = (drive: unknown) => (isObject(drive) ? driveNumber(drive) : undefined);
	return {
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
			'unsentDocuments',
			'unsentSince',
			'unsentReportedAt',
			'permissionFrom',
			'permissionTo',
		]),
		...pick({ fiscalDriveNumber: numberOf(fiscalDrive) }, ['fiscalDriveNumber']),
		...(Array.isArray(fiscalDrives)
			? { fiscalDriveNumbers: fiscalDrives.map(numberOf).filter((number) => number !== undefined) }
			: {}),
	};
};
