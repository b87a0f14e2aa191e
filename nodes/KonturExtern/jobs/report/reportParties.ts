import { orNothing } from '../../api/parameters';
import { refusal } from '../../api/refusal';
import type { Party } from './reportFacts';
import { nameAll, type ReportFile } from './reportFiles';

type RecipientType = 'fss-code' | 'ifns-code' | 'sfr-code' | 'togs-code' | 'upfr-code';

/** What the user says about the parties; the files fill in what is empty. */
export interface GivenParties {
	senderInn: string;
	senderKpp: string;
	recipientType: RecipientType | 'file';
	recipientCode: string;
	payerInn?: string;
	payerKpp?: string;
	mriCode?: string;
	isRepresentative?: boolean;
}

export interface Parties {
	sender: Party;
	payer: Party;
	recipientType: RecipientType;
	recipientCode: string;
	mriCode?: string;
	isRepresentative: boolean;
}

/** Returns the value that the files agree on. */
function agreed<T>(
	files: readonly ReportFile[],
	what: string,
	read: (file: ReportFile) => T | undefined,
	show: (value: T) => string,
): T | undefined {
	const told = files.filter((file) => read(file) !== undefined);
	const [first] = told;
	const value = first && read(first);
	if (value === undefined) return undefined;
	for (const file of told) {
		const other = show(read(file) as T);
		if (other === show(value)) continue;
		throw refusal(
			`${file.fileName}: ${what} is ${other}, but ${show(value)} in ${first.fileName}`,
			'A report has one payer and one recipient. Send these files separately.',
		);
	}
	return value;
}

const same = (text: string) => text;
const showParty = ({ inn, kpp }: Party) => `INN ${inn}${kpp ? `, KPP ${kpp}` : ''}`;

function payerOf(files: readonly ReportFile[], given: GivenParties): Party | undefined {
	const told = agreed(files, 'the payer', ({ facts }) => facts.payer, showParty);
	const inn = orNothing(given.payerInn) ?? told?.inn;
	if (!inn) return undefined;
	if (told && told.inn !== inn) {
		const file = files.find(({ facts }) => facts.payer);
		throw refusal(
			`${file?.fileName}: the payer in the report has INN ${told.inn}, not ${inn}`,
			'Correct Payer INN in the node, or remove it to take it from the file.',
		);
	}
	return { inn, kpp: orNothing(given.payerKpp) ?? told?.kpp };
}

/**
 * Determines sender, payer and recipient: the user's values, or else those in the files.
 * @throws UserError naming a file when a party is unknown, or the files and the user contradict each other
 */
export function resolveParties(all: readonly ReportFile[], given: GivenParties): Parties {
	// A power of attorney does not name the parties of the report that it accompanies.
	const reports = all.filter(({ type }) => type === undefined);
	const files = reports.length > 0 ? reports : all;
	const subject = nameAll(all.map(({ fileName }) => fileName));
	const payer = payerOf(files, given);
	const told = agreed(files, 'the sender', ({ facts }) => facts.sender, showParty) ?? payer;
	const senderInn = orNothing(given.senderInn) ?? told?.inn;
	if (!senderInn) {
		throw refusal(
			`${subject}: the file does not say who the sender is`,
			'Fill in Sender INN and, for a company, Sender KPP.',
		);
	}
	const sender: Party = {
		inn: senderInn,
		kpp: orNothing(given.senderKpp) ?? (told?.inn === senderInn ? told.kpp : undefined),
	};
	const isTold = given.recipientType === 'file';
	const recipientCode = isTold
		? agreed(files, 'the tax office', ({ facts }) => facts.taxOffice, same)
		: orNothing(given.recipientCode);
	if (!recipientCode) {
		throw refusal(
			`${subject}: the file does not say who the recipient is`,
			'Choose Recipient and fill in Recipient Code.',
		);
	}
	const transit = agreed(files, 'the transit inspectorate', ({ facts }) => facts.transit, same);
	return {
		sender,
		payer: payer ?? sender,
		recipientType: given.recipientType === 'file' ? 'ifns-code' : given.recipientType,
		recipientCode,
		mriCode: orNothing(given.mriCode) ?? (isTold ? transit : undefined),
		isRepresentative: given.isRepresentative ?? (payer !== undefined && payer.inn !== senderInn),
	};
}
