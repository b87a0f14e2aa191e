const WEIGHTS = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/** Whether the digit at a position is the one that the digits before it give. */
function isControlDigit(inn: string, position: number): boolean {
	const weights = WEIGHTS.slice(-position);
	const sum = weights.reduce((total, weight, index) => total + weight * Number(inn[index]), 0);
	return (sum % 11) % 10 === Number(inn[position]);
}

/**
 * Whether the control digits fit: one of an organization, two of a person. Zeros fit too, but stand for no INN.
 * Source: order of the tax service ММВ-7-6/435@ of 2012-06-29, appendix 1.
 */
export const isInn = (inn: string): boolean =>
	Number(inn) !== 0 &&
	(inn.length === 10 ? isControlDigit(inn, 9) : isControlDigit(inn, 10) && isControlDigit(inn, 11));
