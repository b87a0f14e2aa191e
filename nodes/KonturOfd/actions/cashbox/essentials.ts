import type { IDataObject } from 'n8n-workflow';
import { pick } from '../../pick';

/** What most people need of a cash register. */
export const essentials = (cashbox: IDataObject): IDataObject => {
	const drive = (cashbox.fiscalDrive ?? {}) as IDataObject;
	return {
		...pick(cashbox, [
			'regNumber',
			'name',
			'salesPointName',
			'address',
			'modelName',
			'serialNumber',
			'lastCashReceiptTimestamp',
			'permissionFrom',
			'permissionTo',
		]),
		// Kontur changed the spelling in 2019.
		...pick({ fiscalDriveNumber: drive.fiscalDriverNumber ?? drive.fiscalDriveNumber }, [
			'fiscalDriveNumber',
		]),
	};
};
