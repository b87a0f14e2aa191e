import { t } from '../../../shared/language';
import { orNothing } from '../../api/parameters';
import { refusal } from '../../api/refusal';
import type { Account } from '../../api/types';

/** The sender of a letter, and whom it is about. */
export interface LetterParties {
	senderInn: string;
	senderKpp: string;
	payerInn: string;
	payerKpp?: string;
	/** Two digits, of the sender's address. */
	region: string;
}

type Given = Partial<Record<'senderInn' | 'senderKpp' | 'payerInn' | 'payerKpp' | 'regionCode', string>>;

/** KPPs of the offices for the largest taxpayers begin with it; no region has this number. */
const LARGEST_TAXPAYERS = '99';

/**
 * The number of the region that a KPP or INN begins with.
 * Source: order of the Federal Tax Service MMB-7-6/435@, structure of INN and KPP.
 */
function regionOf(inn: string, kpp: string): string {
	const [ofKpp, ofInn] = [kpp.slice(0, 2), inn.slice(0, 2)];
	return ofKpp && ofKpp !== LARGEST_TAXPAYERS ? ofKpp : ofInn;
}

/**
 * Determines who sends a letter: the user's values, or else the account's organization.
 * @throws UserError when neither names an INN, or the region is no number of two digits
 */
export function letterParties({ inn, kpp }: Pick<Account, 'inn' | 'kpp'>, given: Given): LetterParties {
	const named = orNothing(given.senderInn);
	const senderInn = named ?? orNothing(inn ?? undefined);
	if (!senderInn) {
		throw refusal(
			t`Kontur does not say which organization the account belongs to`,
			t`Fill in Sender INN and Sender KPP under Additional Fields.`,
		);
	}
	const senderKpp = orNothing(given.senderKpp) ?? (named ? undefined : orNothing(kpp ?? undefined)) ?? '';
	const region = orNothing(given.regionCode) ?? regionOf(senderInn, senderKpp);
	if (!/^\d{2}$/.test(region)) {
		throw refusal(t`"${region}" is not a region code`, t`Fill in Region Code as two digits, for example 66.`);
	}
	return {
		...{ senderInn, senderKpp, region },
		payerInn: orNothing(given.payerInn) ?? senderInn,
		payerKpp: orNothing(given.payerKpp) ?? (orNothing(given.payerInn) ? undefined : senderKpp || undefined),
	};
}
