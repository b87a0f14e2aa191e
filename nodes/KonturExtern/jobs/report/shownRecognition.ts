import type { IDataObject } from 'n8n-workflow';
import { deadlineWarning, reportDeadline, todayInMoscow } from '../../../shared/formats/reports/deadlines';
import { SOAP } from '../../../shared/formats/reports/formats';
import type { Authority, FileRole, Recognition } from '../../../shared/formats/reports/types';
import { t } from '../../../shared/language';
import type { ReportFile } from './reportFiles';

const NAMES: Readonly<Record<Authority, string>> = {
	bankOfRussia: t`Bank of Russia`,
	mvd: t`Interior Ministry`,
	socialFund: t`social fund`,
	statistics: t`statistics office`,
	taxOffice: t`tax office`,
};

/** Workflows branch on these values and on those of `ROLES`. */
const AUTHORITIES: Readonly<Record<Authority, string>> = {
	bankOfRussia: 'Bank of Russia',
	mvd: 'Interior Ministry',
	socialFund: 'social fund',
	statistics: 'statistics office',
	taxOffice: 'tax office',
};

const ROLES: Readonly<Record<FileRole, string>> = {
	attachment: 'attachment',
	document: 'formalized document',
	incoming: 'document from an authority',
	powerOfAttorney: 'power of attorney',
	receipt: 'receipt',
	report: 'report',
	request: 'request',
	unknown: 'unknown',
};

export const authorityName = (authority: Authority): string => NAMES[authority];

/** What keeps a file from being sent as, or with, a report, as the rest of a sentence; undefined for nothing. */
export function roleProblem({ role, authority, formName, form }: Recognition): string | undefined {
	const named = formName ?? form;
	const what = named === undefined ? '' : ` (${named})`;
	if (authority === 'bankOfRussia' || authority === 'mvd') {
		return t`is for the ${authorityName(authority)}${what}, to which Report: Send does not send`;
	}
	if (role === 'receipt') return t`is a receipt${what} that came from an authority, not a report`;
	if (role === 'incoming') return t`is a document${what} that came from an authority, not a report`;
	return undefined;
}

/** What keeps a file from being sent alone. */
export function loneProblem({ role, form, formName, isArchive }: Recognition): string | undefined {
	if (role === 'document')
		return t`is a formalized document (${formName ?? ''}), not a report; it goes with a reply to a demand`;
	if (isArchive)
		return t`is a ZIP archive, not a report; unpack it first, for example with the node Compression`;
	// Its envelope is named before.
	if (role === 'unknown' && form !== SOAP) return t`is not in a report format that this node knows`;
	return undefined;
}

/** Words that tell a person which report it is: `ЕФС-1, 1.1; раздел 2, I квартал 2026`, or `Налоговая декларация по НДС, II квартал 2026, корректировка 1`. */
export function reportTitle({
	formName,
	form,
	sections = [],
	period,
	year,
	correction,
}: Recognition): string {
	const when = [period, year].filter((part) => part !== undefined).join(' ');
	const what = formName ?? form ?? 'file';
	const number = correction !== undefined && Number(correction) > 0 ? `корректировка ${correction}` : '';
	const parts = sections.map((section) => section.split(':')[0]).join('; ');
	return [what, parts, when, number].filter((part) => part !== '').join(', ');
}

/** The title of a file with the payer and the office, and what is wrong with it, if anything. */
export function recognitionLine({ fileName, problems, warnings }: IDataObject, facts: Recognition): string {
	const { payer, office } = facts;
	const parts = [reportTitle(facts), payer && `ИНН ${payer.inn}`, office && `инспекция ${office}`];
	const [problem] = [...(problems as string[]), ...(warnings as string[])];
	return `${String(fileName)}: ${parts.filter(Boolean).join(', ')}.${problem ? ` ${problem}` : ''}`;
}

/** Returns sentences that warn of a deadline that has passed or is near. */
export function deadlineWarnings(facts: Recognition): string[] {
	const deadline = facts.role === 'report' ? reportDeadline(facts) : undefined;
	const warning = deadline && deadlineWarning(deadline, todayInMoscow());
	return warning === undefined ? [] : [warning];
}

/** What a file is, for an output; all fields but the sections of EFS-1 are always there. */
export function shownFacts(facts: Recognition): IDataObject {
	const { role, authority, payer, sender } = facts;
	return {
		kind: ROLES[role],
		authority: authority ? AUTHORITIES[authority] : null,
		form: facts.form ?? null,
		formName: facts.formName ?? null,
		...(facts.sections && { sections: facts.sections }),
		period: facts.period ?? null,
		year: facts.year ?? null,
		correction: facts.correction ?? null,
		deadline: (role === 'report' && reportDeadline(facts)?.date) || null,
		payerInn: payer?.inn ?? null,
		payerKpp: payer?.kpp ?? null,
		senderInn: sender?.inn ?? null,
		senderKpp: sender?.kpp ?? null,
		isRepresentative: facts.isRepresentative ?? null,
		office: facts.office ?? null,
		encoding: facts.encoding ?? null,
	};
}

/** A file as Report: Recognize shows it. */
export function shownRecognition({ fileName, facts }: Pick<ReportFile, 'facts' | 'fileName'>): IDataObject {
	const problems = [...facts.problems, roleProblem(facts) ?? loneProblem(facts)].flatMap((problem) =>
		problem === undefined ? [] : [t`The file ${problem}.`],
	);
	const warnings = deadlineWarnings(facts);
	return { fileName, problems, canBeSent: problems.length === 0, warnings, ...shownFacts(facts) };
}
