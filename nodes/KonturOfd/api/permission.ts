import type { IDataObject } from 'n8n-workflow';
import { detailsOf, type Client, type KonturRequest } from '../../shared/transport';
import { earlier, later, readWall } from '../receipts/wallTime';
import { cashboxLabel } from '../fields/locators';
import { paths } from './routes';
import { isRefused, type Chosen } from './cashRegisters';

/** A period, both ends included, in wall time. */
export interface Period {
	from: string;
	to: string;
}

/** The part of a period that a cash register may be read for; undefined when there is none. */
export function permittedPart({ from, to }: Period, cashbox: IDataObject): Period | undefined {
	const first = readWall(cashbox.permissionFrom);
	const last = readWall(cashbox.permissionTo);
	const part = { from: first ? later(from, first) : from, to: last ? earlier(to, last) : to };
	return part.from <= part.to ? part : undefined;
}

const nameOf = ({ cashbox, kktRegId }: Chosen) => (cashbox && cashboxLabel(cashbox)) || kktRegId;

const MOST_NAMES = 5;

/** Names of registers for a note. */
export function namesOf(registers: readonly Chosen[]): string {
	const some = registers.map(nameOf).sort().slice(0, MOST_NAMES).join('; ');
	const more = registers.length - MOST_NAMES;
	return more > 0 ? `${some}; and ${more} more` : some;
}

/** Collects what could not be read, and says it once. */
export class LeftOut {
	private readonly whole: Chosen[] = [];
	private readonly part: Chosen[] = [];

	/**
	 * What to ask of a register: of one that the user named just what the user wants, so that Kontur's refusal reaches
	 * the user; of others what the integrator may read.
	 */
	periodOf(register: Chosen, period: Period): Period | undefined {
		if (register.named || !register.cashbox) return period;
		const permitted = permittedPart(period, register.cashbox);
		if (!permitted) this.whole.push(register);
		else if (permitted.from !== period.from || permitted.to !== period.to) this.part.push(register);
		return permitted;
	}

	/** For `.catch`: leaves out a register that Kontur refuses although it was listed. */
	skip =
		(register: Chosen) =>
		(error: unknown): never[] => {
			if (register.named || !isRefused(error)) throw error;
			this.whole.push(register);
			return [];
		};

	tell(note: (message: string) => void): void {
		if (this.whole.length > 0) {
			note(
				`${this.whole.length} of the cash registers may not be read for this period and were left out: ${namesOf(this.whole)}.`,
			);
		}
		if (this.part.length > 0) {
			note(
				`${this.part.length} of the cash registers may be read for a part of this period only, and only that part was read: ${namesOf(this.part)}.`,
			);
		}
	}
}

export const cashboxRoute = `GET ${paths.cashbox}`;

const written = (moment: unknown) => (typeof moment === 'string' && moment ? moment : 'not limited');

/**
 * For `.catch`: when Kontur refuses a register for the period, says which period it may be read for. Kontur's own answer
 * does not tell.
 */
export const withPermission =
	(client: Client, { organizationId, kktRegId }: Chosen, period: Period, request: KonturRequest) =>
	async (error: unknown): Promise<never> => {
		const { status, code } = detailsOf(error) ?? {};
		if (status !== 403 || !code || !/(cashbox|organization)documents/.test(code)) throw error;
		const { body } = await client
			.request({ method: 'GET', path: paths.cashbox, pathValues: { organizationId, kktRegId } })
			.catch(() => {
				throw error;
			});
		const permitted = permittedPart(period, body);
		if (permitted?.from === period.from && permitted.to === period.to) throw error;
		await client.request({
			...request,
			advice: {
				403: {
					message: 'The integrator key has no access to this cash register or period',
					advice: `Permission From of this cash register: ${written(body.permissionFrom)}. Permission To: ${written(body.permissionTo)}. Choose a period between them, or ask Kontur.OFD for a longer permission.`,
				},
			},
		});
		throw error;
	};
