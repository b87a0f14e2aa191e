import type { Secrets } from './ask/secrets';
import type { Doubt } from './doubt';
import type { Finished, Outcome } from './run';

const SHOWN = 3;

/** The two forms that Kontur's trace IDs have; a run of digits could be somebody's number. */
const TRACE_ID = /^(?!.*\d{10})(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

function traces({ answers }: Outcome, secrets: Secrets): string {
	const safe = answers.filter(({ traceId }) => TRACE_ID.test(traceId) && !secrets.isIn(traceId));
	return safe
		.slice(-SHOWN)
		.map(({ status, traceId }) => `${status} ${traceId}`)
		.join(', ');
}

function words({ doubt, result }: Outcome): string {
	switch (result.kind) {
		case 'reading':
			return `${result.reading}: ${doubt.readings[result.reading]}`;
		case 'other':
			return 'none of the known readings';
		case 'lacking':
			return `not asked: ${result.why}`;
		case 'silent':
			return 'no response';
	}
}

const isSettled = ({ result }: Outcome) => result.kind === 'reading';
const isAnswered = ({ result }: Outcome) => result.kind === 'reading' || result.kind === 'other';

/** One line for the terminal. */
export const lineOf = (outcome: Outcome): string => `${outcome.doubt.id.padEnd(4)} ${words(outcome)}`;

export interface ReportFacts {
	/** Name of the environment. */
	environment: string;
	version: string;
	doubts: readonly Doubt[];
}

/**
 * The report in Markdown. It holds our own words, statuses and trace IDs: nothing else that a server sent, and no key.
 */
export function report({ outcomes, stopped }: Finished, secrets: Secrets, facts: ReportFacts): string {
	const answered = outcomes.filter(isAnswered);
	const others = outcomes.filter((outcome) => !isAnswered(outcome));
	const persons = facts.doubts.filter(({ person }) => person);
	return [
		`### Doubts settled: ${answered.filter(isSettled).length} of ${facts.doubts.length}`,
		'',
		`Environment: ${facts.environment}, n8n-nodes-kontur ${facts.version}`,
		'',
		'| # | reading | status and trace ID |',
		'|---|---|---|',
		...answered.map((outcome) => `| ${outcome.doubt.id} | ${words(outcome)} | ${traces(outcome, secrets)} |`),
		'',
		...(others.length > 0
			? ['Not settled:', '', ...others.map((outcome) => `- ${lineOf(outcome)}`), '']
			: []),
		...(stopped ? [`The run ended early: ${stopped}`, ''] : []),
		...(persons.length > 0
			? [
					`${persons.length === 1 ? '1 doubt needs' : `${persons.length} doubts need`} a person: ${persons.map(({ id }) => id).join(', ')}.`,
					'',
				]
			: []),
	].join('\n');
}
