import { isWhole, randomOf } from '../../support/sampling';
import type { FiscalDocument, OfdState, Register } from '../../emulator/ofd';

const MONTH = '2026-03';
export const DAYS = 30;
const SHOPS = isWhole ? 200 : 6;

const dayOf = (day: number) => `${MONTH}-${String(day).padStart(2, '0')}`;
const clockOf = (minute: number) =>
	`${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;

/** Shops with thirty days of receipts, returns, corrections, offline days and new drives, in three time zones. */
export function openRevenueShops(ofd: OfdState): Register[] {
	const random = randomOf('revenue shops');
	const from = (first: number, last: number) => first + Math.floor(random() * (last - first + 1));
	ofd.clear();
	const organizations = [1, 2].map((number) => ofd.addOrganization({ fullName: `Клиент ${number}` }).id);
	return Array.from({ length: SHOPS }, (_none, index) => {
		const zone = [2, 3, 10][index % 3];
		const goods = (['grocery', 'electronics', 'reduced', 'noVat'] as const)[index % 4];
		const { regNumber } = ofd.addRegister(organizations[index % 2], {
			zone,
			name: `Касса ${index + 1}`,
			// Both organizations have shops of the same name.
			salesPointName: `Магазин ${Math.floor(index / 3) + 1}`,
			profile: { goods },
			installed: { dateTime: `${dayOf(1)}T07:00:00`, receivedAt: new Date('2026-03-01T00:00:00Z') },
		});
		const driveChange = from(5, 25);
		for (let day = 1; day <= DAYS; day++) {
			if (random() < 0.1) continue;
			// Days that the register never sent, and days that it sent late.
			const receivedAt = random() < 0.03 ? null : new Date(`${dayOf(day)}T23:00:00Z`);
			const at = (minute: number) => ({ dateTime: `${dayOf(day)}T${clockOf(minute)}`, receivedAt });
			ofd.openShift(regNumber, at(8 * 60));
			for (let count = from(0, 8), minute = 9 * 60; count > 0; count--) {
				minute += from(0, 60);
				const kind = random() < 0.06 ? 'receiptCorrection' : undefined;
				ofd.printReceipts(regNumber, { ...at(minute), ...(kind ? { kind } : {}) });
			}
			ofd.closeShift(regNumber, at(21 * 60));
			if (day === driveChange) ofd.replaceDrive(regNumber, at(22 * 60));
		}
		return ofd.register(regNumber);
	});
}

export const isSale = ({ kind }: FiscalDocument) => /^(receipt|bso)/.test(kind);
