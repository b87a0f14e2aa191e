import { driveNumber } from '../api/cashRegisters';
import type { CashRegister } from '../api/types';
import { earlier, parseWallTime } from '../receipts/wallTime';
import type { RegisterFacts } from './state/types';

/** Reads what the cursor of a cash register depends on. Source: Kontur.OFD documentation, "cashboxes". */
export function registerFacts(cashbox: CashRegister): RegisterFacts {
	const { fiscalDrive, fiscalDrives, lastDocumentTimestamp } = cashbox;
	const drives = Array.isArray(fiscalDrives) ? fiscalDrives : [];
	const first = drives.map((drive) => parseWallTime(drive?.earliestDocumentTimestamp));
	const number = fiscalDrive && driveNumber(fiscalDrive);
	return {
		lastDocument:
			lastDocumentTimestamp === undefined ? undefined : (parseWallTime(lastDocumentTimestamp) ?? null),
		drive: typeof number === 'string' && number.trim() !== '' ? number.trim() : undefined,
		earliestDocument: first.reduce((a, b) => (a && b ? earlier(a, b) : undefined), first[0]),
		permissionFrom: parseWallTime(cashbox.permissionFrom),
		permissionTo: parseWallTime(cashbox.permissionTo),
	};
}
