import { UserError } from 'n8n-workflow';
import { t } from '../../shared/language';
import { DAY, mondayOf, msOfWallTime, parseWallTime, toWallTime, type Period } from '../receipts/wallTime';
import {
	nameOf,
	NOT_STATED,
	sharesByLine,
	sharesByPayment,
	sharesByRate,
	type Sale,
	type Share,
} from './sale';

/** Part of a period that revenue is stated for. */
export type Interval = 'none' | 'day' | 'week' | 'month' | 'shift';

export type Grouping = 'shop' | 'cashbox' | 'organization' | 'operator' | 'taxRate' | 'paymentKind' | 'good';

/** Values of a row that say what it is about, by column. */
export type Label = { [column: string]: string | number };

/** What is known of a cash register. */
export interface RegisterNames {
	shop: string;
	cashRegister: string;
	organization: string;
	kktRegId: string;
	organizationId: string;
}

/** Groupings whose value is the same for all receipts of a register. */
const OF_REGISTER: Partial<Record<Grouping, (names: RegisterNames) => Label>> = {
	// With the organization, because two clients may use one name.
	shop: ({ shop, organizationId }) => ({ shop, organizationId }),
	cashbox: ({ organizationId, ...names }) => ({
		shop: names.shop,
		cashRegister: names.cashRegister,
		kktRegId: names.kktRegId,
		organizationId,
	}),
	organization: ({ organization, organizationId }) => ({ organization, organizationId }),
};

const BY_LINE: readonly Grouping[] = ['taxRate', 'good'];

const weekOf = (day: string) => toWallTime(mondayOf(msOfWallTime(`${day}T00:00:00`))).slice(0, 10);

const CALENDAR: Partial<Record<Interval, (day: string) => Label>> = {
	day: (date) => ({ date }),
	week: (day) => ({ week: weekOf(day) }),
	month: (day) => ({ month: day.slice(0, 7) }),
};

function intervalOf(interval: Interval, { body }: Sale, kktRegId: string): Label {
	const day = parseWallTime(body.dateTime)?.slice(0, 10) ?? NOT_STATED;
	if (interval !== 'shift') return CALENDAR[interval]?.(day) ?? {};
	const drive = typeof body.fiscalDriveNumber === 'string' ? body.fiscalDriveNumber.trim() : '';
	// A shift may go past midnight, and its number is unique within a drive only.
	return { shiftNumber: Number(body.shiftNumber ?? 0), fiscalDriveNumber: drive, kktRegId };
}

/** How to divide sales among rows. */
export interface Division {
	/** The shares of a sale, labelled. */
	sharesOf: (sale: Sale, names: RegisterNames) => Share[];
	/** Rows that exist even without a sale, so that a shop that sold nothing is seen. */
	emptyRows: (period: Period, names: RegisterNames) => Label[];
}

/** @throws UserError for groupings that Kontur's data cannot combine */
export function divisionBy(interval: Interval, groupings: readonly Grouping[]): Division {
	const byLine = groupings.filter((name) => BY_LINE.includes(name));
	const byPayment = groupings.includes('paymentKind');
	if (byPayment && byLine.length > 0) {
		throw new UserError(t`Revenue cannot be grouped by payment and by receipt line at the same time`, {
			description: t`A receipt does not say which line was paid with what. Remove Means of Payment, or Tax Rate and Product, from Group By.`,
		});
	}
	const registerLabel = (names: RegisterNames): Label =>
		Object.assign({}, ...groupings.map((name) => OF_REGISTER[name]?.(names) ?? {})) as Label;
	const ofLines = byLine.includes('good') ? sharesByLine : sharesByRate;
	const split = byPayment ? sharesByPayment : byLine.length > 0 ? ofLines : undefined;
	const keep = (label: Share['label']): Share['label'] =>
		Object.fromEntries(groupings.filter((name) => name in label).map((name) => [name, label[name]]));
	return {
		sharesOf: (sale, names) => {
			const head = {
				...intervalOf(interval, sale, names.kktRegId),
				...registerLabel(names),
				...(groupings.includes('operator') ? { operator: nameOf(sale.body.operator) } : {}),
			};
			const shares = split?.(sale) ?? [{ amount: sale.amount, vat: sale.vat, label: {} }];
			return shares.map((share) => ({ ...share, label: { ...head, ...keep(share.label) } }));
		},
		emptyRows: ({ from, to }, names) => {
			if (interval === 'shift' || groupings.some((name) => OF_REGISTER[name] === undefined)) return [];
			const label = registerLabel(names);
			const calendar = CALENDAR[interval];
			if (!calendar) return [label];
			const rows: Label[] = [];
			const last = msOfWallTime(to);
			for (let ms = msOfWallTime(from); ms <= last; ms += DAY) {
				rows.push({ ...calendar(toWallTime(ms).slice(0, 10)), ...label });
			}
			return rows;
		},
	};
}
