import { listAll, type Client } from '../../../shared/transport';
import { periodMonths } from '../../../shared/formats/reports/periods';
import type { DraftIds } from '../../api/draft';
import { refusal } from '../../api/refusal';
import { docflowShape, type Docflow } from '../../api/types';
import type { ReportFile } from './reportFiles';
import type { Parties } from './reportParties';
import { reportTitle } from './shownRecognition';

export const alreadySentRoutes = ['GET /v1/{accountId}/docflows'] as const;

const text = (value: unknown) =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Tells whether a document flow has the period of a report; Kontur gives the code, the dates, or both. */
function hasPeriod(description: Record<string, unknown>, code: string, year: string): boolean {
	const end = /^(\d{4})-(\d\d)/.exec(text(description['period-end']));
	if (!end || end[1] !== year) return false;
	const given = text(description['period-code']);
	if (given !== '') return given.padStart(2, '0') === code.padStart(2, '0');
	const begin = /^\d{4}-(\d\d)/.exec(text(description['period-begin']));
	const [first, last] = periodMonths(code) ?? [];
	return Number(begin?.[1]) === first && Number(end[2]) === last;
}

/** Tells whether a document flow is that of the same report: payer, form, period and correction. */
function isSameReport(docflow: Docflow, { facts }: ReportFile, { payer }: Parties): boolean {
	const description = (docflow.description ?? {}) as Record<string, unknown>;
	const { form, periodCode = '', year = '', correction = '0' } = facts;
	const { knd } = (description['form-version'] ?? {}) as { knd?: unknown };
	const [inn, kpp] = text(description['payer-inn']).split('-');
	return (
		text(knd) === form &&
		inn === payer.inn &&
		(!kpp || !payer.kpp || kpp === payer.kpp) &&
		Number(text(description['correction-number']) || '0') === Number(correction) &&
		hasPeriod(description, periodCode, year)
	);
}

const isOfDraft = ({ description }: Docflow, draftId: string) =>
	text(description?.['original-draft-id']).toLowerCase() === draftId.toLowerCase();

/** Reports that another document flow can repeat. A notice has many periods, so several for one month are usual. */
const isComparable = ({ facts: { role, authority, form, periodCode, year } }: ReportFile) =>
	role === 'report' &&
	authority === 'taxOffice' &&
	/^\d{7}$/.test(form ?? '') &&
	!!periodCode &&
	/^\d{4}$/.test(year ?? '') &&
	form !== '1110355';

/**
 * Looks for the same report among the document flows: one that was sent by other means, or from another file. A refused
 * one does not count, because it has to be sent again.
 * @throws UserError with the document flow and its date
 */
export async function requireNotSent(
	client: Client,
	{ accountId, draftId }: DraftIds,
	files: readonly ReportFile[],
	parties: Parties,
): Promise<void> {
	const compared = files.filter(isComparable);
	for (const knd of new Set(compared.map(({ facts }) => facts.form))) {
		const firstYear = Math.min(...compared.map(({ facts }) => Number(facts.year)));
		const docflows = await listAll(
			client,
			{
				method: 'GET',
				path: '/v1/{accountId}/docflows',
				pathValues: { accountId },
				// No report is sent before its year begins.
				query: {
					type: 'fns534-report',
					knd,
					orderBy: 'descending',
					createdFrom: `${firstYear}-01-01T00:00:00Z`,
				},
				element: docflowShape,
			},
			{ style: 'skipTake', items: 'docflows-page-item' },
		);
		for (const file of compared) {
			const all = docflows.filter(
				(docflow) =>
					!String(docflow['success-state']).endsWith('failed') && isSameReport(docflow, file, parties),
			);
			const same = all.at(0);
			if (!same || all.some((docflow) => isOfDraft(docflow, draftId))) continue;
			const date = text(same['send-date']).slice(0, 10);
			throw refusal(
				`${file.fileName}: this report (${reportTitle(file.facts)}) was already sent${date ? ` on ${date}` : ''}, document flow ${String(same.id)}`,
				'To correct it, raise the correction number in the report. To send it once more as it is, fill in the option Send Again As.',
			);
		}
	}
}
