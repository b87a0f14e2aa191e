import type { Doubt, Effect, Section } from './doubt';

const EFFECTS: Record<Effect, string> = {
	reads: 'Probe',
	writes: 'Probe that writes',
	sends: 'Probe for the test stand only',
};

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function settle({ effect, readings, person }: Doubt): string {
	if (person !== undefined) return `A person: ${person}`;
	const names = Object.entries(readings).map(([name, words]) => `\`${name}\`: ${words}`);
	return `${EFFECTS[effect]}. ${names.join('; ')}`;
}

const row = (doubt: Doubt) =>
	`| ${[doubt.id, doubt.question, doubt.weDo, doubt.where, settle(doubt)].map(cell).join(' | ')} |`;

/** docs/doubts.md. */
export function doubtsPage(sections: readonly Section[]): string {
	const doubts = sections.flatMap((section) => section.doubts);
	const persons = doubts.filter(({ person }) => person !== undefined).length;
	return [
		'<!-- Generated from scripts/probe/doubts with `npm run docs`. -->',
		'',
		'# Doubts',
		'',
		"Kontur's documentation has gaps and contradictions. In these places the code implements the likeliest reading. This page lists each",
		'doubt: what we do, where, and how it is settled.',
		'',
		`**If you have a live key, one command settles ${doubts.length - persons} of the ${doubts.length}:** \`npm run probe -- --env test\`, or \`--env production\`. It takes the keys from`,
		'environment variables or from a file (`--keys FILE`; `npm run probe -- --help` lists the names), asks before it writes anything, and prints a',
		'report to paste into an issue. The report holds statuses, trace IDs and sentences of this page: no key, no token, no name, no INN. With',
		'`--record FILE` it also keeps the exchanges, with every name, number and token replaced; `npm run replay -- FILE` compares our emulator with',
		'them, field by field.',
		'',
		'Paths: **N** = `nodes/`, **E** = `test/emulator/`. The first reading is the one that code and emulator assume. The emulator takes another one',
		'with `PUT /_control/readings {"A3": "expires"}`.',
		'',
		...sections.flatMap((section) => [
			`## ${section.title}`,
			'',
			'| # | question | what we do | where | how it is settled |',
			'|---|---|---|---|---|',
			...section.doubts.map(row),
			'',
		]),
	]
		.join('\n')
		.trimEnd()
		.concat('\n');
}
