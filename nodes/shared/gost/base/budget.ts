import { t } from '../../language';
import { yieldToEventLoop } from './chunks';
import { GostError } from './errors';

/** Approximate milliseconds that one message may take. Real messages stay below a tenth of it. */
const LIMIT = 1200;
/** Approximate milliseconds between yields to the event loop. */
const TURN = 8;

/**
 * Limits the work that a message from outside can cause, because a small file can name many signatures and certificates.
 * Costs are approximate milliseconds.
 */
export class WorkBudget {
	private spent = 0;
	private sinceYield = 0;

	/** Adds a cost before the work is done. Throws `damaged` when the message has used up its budget. */
	charge(cost: number): void {
		this.spent += cost;
		this.sinceYield += cost;
		if (this.spent > LIMIT) {
			throw new GostError(
				'damaged',
				t`The message has too many signatures, time-stamps and attributes to check`,
			);
		}
	}

	/** Adds a cost like `charge`, and yields to the event loop when enough work was done. */
	async spend(cost: number): Promise<void> {
		this.charge(cost);
		if (this.sinceYield < TURN) return;
		this.sinceYield = 0;
		await yieldToEventLoop();
	}
}
