import { UserError } from 'n8n-workflow';

/** An INN, and the KPP that tells the parts of one organization apart. */
export interface InnKpp {
	inn: string;
	kpp?: string;
}

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
const isInn = (inn: string): boolean =>
	Number(inn) !== 0 &&
	(inn.length === 10 ? isControlDigit(inn, 9) : isControlDigit(inn, 10) && isControlDigit(inn, 11));

const refuse = (message: string, description: string): never => {
	throw new UserError(message, { description, extra: { code: 'invalid-inn' } });
};

/**
 * Reads an INN with or without a KPP, `7707083893` or `7707083893-770701001`. A spreadsheet may have dropped the zero
 * that an INN begins with.
 * @param displayName the field, for the error
 * @throws UserError when it is none, or a control digit is wrong
 */
export function parseInn(value: unknown, displayName: string): InnKpp {
	const written = String(value ?? '').trim();
	const match = /^(\d{9,12})(?:\s?[-/]\s?(\d{4}[\dA-Z]{2}\d{3}))?$/i.exec(written);
	if (!match) {
		return refuse(
			`"${displayName}" is not an INN: ${JSON.stringify(written.slice(0, 40))}`,
			'Enter the 10 digits of an organization or the 12 digits of a person. A KPP may follow after a hyphen: 7707083893-770701001.',
		);
	}
	const [, digits, kpp] = match;
	const inn = digits.padStart(digits.length > 10 ? 12 : 10, '0');
	if (!isInn(inn)) {
		return refuse(
			`"${displayName}" has an INN with a wrong control digit: ${digits}`,
			'Check it for a typing error.',
		);
	}
	return { inn, kpp: kpp?.toUpperCase() };
}
