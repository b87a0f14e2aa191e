import { compact, type JsonObject } from '../../core/values';
import { calendarDateOf } from '../dates';
import { deadlinesBetween, type Periodicity } from '../handbooks/reportForms';

interface PaymentForm {
	id: number;
	fullName: string;
	shortName: string;
	periodicity: Exclude<Periodicity, 'twice-a-month'>;
	/** Number of payments per period. */
	parts: number;
}

const paymentForms: PaymentForm[] = [
	{
		id: 501,
		fullName: 'Налог на добавленную стоимость',
		shortName: 'НДС',
		periodicity: 'quarterly',
		parts: 3,
	},
	{ id: 502, fullName: 'Налог на прибыль', shortName: 'Прибыль', periodicity: 'quarterly', parts: 1 },
	{ id: 503, fullName: 'Страховые взносы', shortName: 'Взносы', periodicity: 'monthly', parts: 1 },
	{ id: 504, fullName: 'Налог на имущество', shortName: 'Имущество', periodicity: 'yearly', parts: 1 },
];

/** Payments fall on the 28th, three days after the report; later parts a month apart. */
function paymentDay(reportDeadline: number, part: number): number {
	const date = new Date(reportDeadline);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + part, 28);
}

function periodsOf(form: PaymentForm, from: number, to: number): JsonObject[] {
	const quarter = 92 * 24 * 3600 * 1000;
	return deadlinesBetween(form.periodicity, from - quarter, to).flatMap(({ deadline, year, number }) =>
		Array.from({ length: form.parts }, (_, part) => ({ at: paymentDay(deadline, part), part }))
			.filter(({ at }) => at >= from && at <= to)
			.map(({ at, part }) =>
				compact({
					deadline: calendarDateOf(at),
					'period-year': year,
					'period-type': form.periodicity,
					'period-number': number,
					'payment-number-in-period': form.parts > 1 ? part + 1 : undefined,
				}),
			),
	);
}

/** What an organization has to pay between two moments. */
export function paymentsBetween(from: number, to: number): JsonObject[] {
	return paymentForms.map((form) => ({
		'full-name': form.fullName,
		'short-name': form.shortName,
		'payment-form-id': form.id,
		periodicity: form.periodicity,
		'payment-periods': periodsOf(form, from, to),
	}));
}
