import { UserError } from 'n8n-workflow';
import { isInn } from '../formats/inn';
import { t } from '../language';

/** An INN, and the KPP that tells the parts of one organization apart. */
export interface InnKpp {
	inn: string;
	kpp?: string;
}

const refuse = (message: string, description: string): never => {
	throw new UserError(message, { description, extra: { code: 'invalid-inn' } });
};

/**
 * Reads an INN with or without a KPP, `7707083893` or `7707083893-770701001`. A spreadsheet may have dropped the zero
 * that an INN begins with.
 * @param displayName the field, for the error
 * @throws UserError when the value is not an INN, or a control digit is wrong
 */
export function parseInn(value: unknown, displayName: string): InnKpp {
	const written = String(value ?? '').trim();
	const match = /^(\d{9,12})(?:\s?[-/]\s?(\d{4}[\dA-Z]{2}\d{3}))?$/i.exec(written);
	if (!match) {
		return refuse(
			t`"${displayName}" is not an INN: ${JSON.stringify(written.slice(0, 40))}`,
			t`Enter the 10 digits of an organization or the 12 digits of a person. A KPP may follow after a hyphen: 7707083893-770701001.`,
		);
	}
	const [, digits, kpp] = match;
	const inn = digits.padStart(digits.length > 10 ? 12 : 10, '0');
	if (!isInn(inn)) {
		return refuse(
			t`"${displayName}" has an INN with a wrong control digit: ${digits}`,
			t`Check it for a typing error.`,
		);
	}
	return { inn, kpp: kpp?.toUpperCase() };
}
