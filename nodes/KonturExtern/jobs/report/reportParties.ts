import type { Authority, Party, Recognition } from '../../../shared/formats/reports/types';
import { t } from '../../../shared/language';
import { orNothing } from '../../api/parameters';
import { refusal } from '../../api/refusal';
import { nameAll, type ReportFile } from './reportFiles';
import { authorityName, loneProblem, reportTitle, roleProblem } from './shownRecognition';

type RecipientType = 'fss-code' | 'ifns-code' | 'sfr-code' | 'togs-code' | 'upfr-code';

/** What the user says about the parties; the files fill in what is empty. */
export interface GivenParties {
	senderInn?: string;
	senderKpp?: string;
	/** From the files if absent. */
	recipientType?: RecipientType | 'file';
	recipientCode?: string;
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
	/** Of the payer with the authority, if a file names it. */
	registrationNumber?: string;
}

const AUTHORITY_OF: Readonly<Record<RecipientType, Authority>> = {
	'fss-code': 'socialFund',
	'ifns-code': 'taxOffice',
	'sfr-code': 'socialFund',
	'togs-code': 'statistics',
	'upfr-code': 'socialFund',
};

const RECIPIENT_OF: Partial<Readonly<Record<Authority, RecipientType>>> = {
	socialFund: 'sfr-code',
	statistics: 'togs-code',
	taxOffice: 'ifns-code',
};

/** The authority that the user chose, if the files do not decide. */
const chosenRecipient = ({ recipientType = 'file' }: GivenParties): RecipientType | undefined =>
	recipientType === 'file' ? undefined : recipientType;

const isAttachment = ({ role }: Recognition) =>
	['attachment', 'document', 'powerOfAttorney', 'unknown'].includes(role);

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
			t`${file.fileName}: ${what} is ${other}, but ${show(value)} in ${first.fileName}`,
			t`A report has one payer and one recipient. Send these files separately.`,
		);
	}
	return value;
}

const same = (text: string) => text;
const showParty = ({ inn, kpp }: Party) => (kpp ? t`INN ${inn}, KPP ${kpp}` : t`INN ${inn}`);

/** Refuses a value of the node that the file contradicts. */
function requireAgreement(
	file: ReportFile | undefined,
	what: string,
	told: string | undefined,
	given: string | undefined,
	name: string,
) {
	if (told === undefined || given === undefined || told.toUpperCase() === given.toUpperCase()) return;
	throw refusal(
		t`${file?.fileName ?? ''}: ${what} ${told}, not ${given}`,
		t`Correct ${name} in the node, or remove it to take it from the file.`,
	);
}

function payerOf(files: readonly ReportFile[], given: GivenParties): Party | undefined {
	const told = agreed(files, t`the payer`, ({ facts }) => facts.payer, showParty);
	const file = files.find(({ facts }) => facts.payer);
	const [givenInn, givenKpp] = [orNothing(given.payerInn), orNothing(given.payerKpp)];
	requireAgreement(file, t`the payer in the report has INN`, told?.inn, givenInn, t`Payer INN`);
	requireAgreement(file, t`the payer in the report has KPP`, told?.kpp, givenKpp, t`Payer KPP`);
	const inn = givenInn ?? told?.inn;
	if (inn) return { inn, kpp: givenKpp ?? told?.kpp };
	const nameless = files.find(
		({ facts }) => facts.authority === 'taxOffice' && ['report', 'request'].includes(facts.role),
	);
	// Who sends is not who pays; only the report says who that is.
	if (!nameless || !nameless.facts.sender) return undefined;
	throw refusal(
		t`${nameless.fileName}: the file does not say who the payer is`,
		t`Fill in Payer INN under Additional Fields.`,
	);
}

/** Refuses files that are no report of the authority that receives them. */
function requireReports(all: readonly ReportFile[], given: GivenParties): Authority | undefined {
	for (const { fileName, facts } of all) {
		const problem = roleProblem(facts);
		if (!problem) continue;
		throw refusal(
			t`${fileName}: the file ${problem}`,
			['incoming', 'receipt'].includes(facts.role)
				? t`Send the report itself. Receipts are answered with Document Flow: Send Confirmations.`
				: t`Use the Draft operations, or another way that the authority offers.`,
		);
	}
	const authority = agreed(
		all.filter(({ facts }) => !isAttachment(facts)),
		t`the authority`,
		({ facts }) => facts.authority,
		authorityName,
	);
	const chosen = chosenRecipient(given);
	const wanted = chosen && AUTHORITY_OF[chosen];
	const report =
		all.find(({ facts }) => facts.authority !== undefined && !isAttachment(facts)) ??
		all.find(({ facts }) => facts.authority !== undefined);
	const told = authority ?? report?.facts.authority;
	if (report && told && wanted && told !== wanted) {
		throw refusal(
			t`${report.fileName}: the file is for the ${authorityName(told)} (${reportTitle(report.facts)}), not for the ${authorityName(wanted)}`,
			t`Correct Recipient under Additional Fields, or choose From the File.`,
		);
	}
	return told;
}

/** Refuses two files that are one report, or that would go up under one name. */
function requireDistinct(all: readonly ReportFile[]): void {
	const known = new Map<string, ReportFile>();
	for (const file of all) {
		const { fileId } = file.facts;
		if (fileId === undefined) continue;
		const other = known.get(fileId);
		if (other) {
			throw refusal(
				t`${file.fileName}: two files have this name inside (${other.field} and ${file.field})`,
				t`A report is sent once. Name only one of the two in Input Binary Fields.`,
			);
		}
		known.set(fileId, file);
	}
}

/** Refuses a report of nothing but attachments, unless the user says what they are. */
function requireReport(all: readonly ReportFile[]): void {
	const alone = all.map(({ facts, type }) => (type === undefined ? loneProblem(facts) : undefined));
	if (alone.some((problem) => problem === undefined)) return;
	throw refusal(
		t`${all[0].fileName}: the file ${alone[0] ?? ''}`,
		t`Check that this is the right file. If the authority accepts it, say what it is with Document Type in File Details.`,
	);
}

/**
 * Determines sender, payer and recipient: the user's values, or else those in the files.
 * @throws UserError naming a file when a party is unknown, the files and the user contradict each other, or a file is no
 * report of the authority
 */
export function resolveParties(all: readonly ReportFile[], given: GivenParties): Parties {
	requireDistinct(all);
	const authority = requireReports(all, given);
	// A power of attorney does not name the parties of the report that it accompanies.
	const reports = all.filter(({ type, facts }) => type === undefined && facts.role !== 'powerOfAttorney');
	const files = reports.length > 0 ? reports : all;
	const subject = nameAll(all.map(({ fileName }) => fileName));
	const payer = payerOf(files, given);
	const told = agreed(files, t`the sender`, ({ facts }) => facts.sender, showParty) ?? payer;
	const senderInn = orNothing(given.senderInn) ?? told?.inn;
	if (!senderInn) {
		throw refusal(
			t`${subject}: the file does not say who the sender is`,
			t`Fill in Sender INN and, for a company, Sender KPP under Additional Fields.`,
		);
	}
	const sender: Party = {
		inn: senderInn,
		kpp: orNothing(given.senderKpp) ?? (told?.inn === senderInn ? told.kpp : undefined),
	};
	const chosen = chosenRecipient(given);
	const office = agreed(files, t`the office`, ({ facts }) => facts.office, same);
	const recipientType = chosen ?? (authority && RECIPIENT_OF[authority]);
	const recipientCode = chosen ? orNothing(given.recipientCode) : office;
	if (!recipientCode || !recipientType) {
		throw refusal(
			t`${subject}: the file does not say who the recipient is`,
			t`Choose Recipient and fill in Recipient Code under Additional Fields.`,
		);
	}
	if (recipientType === 'ifns-code') {
		const file = files.find(({ facts }) => facts.office !== undefined);
		requireAgreement(file, t`the report is for the tax office`, office, recipientCode, t`Recipient Code`);
	}
	requireReport(all);
	const transit = agreed(files, t`the transit inspectorate`, ({ facts }) => facts.transit, same);
	return {
		sender,
		payer: payer ?? sender,
		recipientType,
		recipientCode,
		mriCode: orNothing(given.mriCode) ?? (chosen ? undefined : transit),
		isRepresentative: given.isRepresentative ?? (payer !== undefined && payer.inn !== senderInn),
		registrationNumber: agreed(
			files,
			t`the registration number`,
			({ facts }) => facts.registrationNumber,
			same,
		),
	};
}
