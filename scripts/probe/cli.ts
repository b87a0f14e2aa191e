import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import packageJson from '../../package.json';
import { externAddresses, ofdAddresses } from '../../nodes/shared/auth/environments';
import { Ask } from './ask';
import type { Addresses } from './ask/client';
import { KEY_HELP, readKeys, secretValues, UsageError, type Keys } from './ask/keys';
import { Secrets } from './ask/secrets';
import { Recorder } from './cassette/record';
import type { Effect } from './doubt';
import { doubts } from './doubts';
import { startStand } from './emulator';
import { lineOf, report } from './report';
import { runProbes, type Finished } from './run';

const USAGE = `Usage: npm run probe -- --env test|production [--keys FILE] [--yes] [--only A3,X7] [--record FILE]
       npm run probe -- --emulator
       npm run probe -- --address URL --keys FILE

Asks Kontur which reading of each doubt in docs/doubts.md holds, and prints a report for an issue.

  --env         test: Kontur's test stand. production: reads; writes only into the account of KONTUR_ACCOUNT.
  --keys FILE   file with lines NAME=value; without it, the environment. The names are below; what you leave out is not asked.
  --yes         allows writing without a question
  --only LIST   only these doubts
  --record FILE keeps the exchanges, with everything replaced that could be secret or personal
  --emulator    asks an emulator that it starts
  --address URL asks a server of your own instead, for example a running emulator

${KEY_HELP}

Exit codes: 0 = everything was asked, 1 = the server did not answer usefully, 2 = wrong use.`;

const wrong = (what: string) => new UsageError(`${what}\n\n${USAGE}`);

export interface Output {
	/** The report. */
	print: (text: string) => void;
	/** What happens meanwhile. */
	note: (text: string) => void;
}

interface Target {
	environment: string;
	addresses: Addresses;
	keys: Keys;
	isTestStand: boolean;
	close?: () => Promise<void>;
}

function addressesOf(environment: string): Addresses {
	const extern = externAddresses({ environment });
	const ofd = ofdAddresses({ environment });
	return {
		identity: extern.identity,
		auth: extern.auth,
		extern: extern.api,
		ofdAuth: ofd.auth,
		ofd: ofd.api,
	};
}

function argumentsOf(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				env: { type: 'string' },
				address: { type: 'string' },
				keys: { type: 'string' },
				emulator: { type: 'boolean', default: false },
				yes: { type: 'boolean', default: false },
				only: { type: 'string' },
				record: { type: 'string' },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		// Whatever else stands there could be a key.
		const [option] = /--[a-z]{1,20}/.exec(String(error)) ?? [];
		throw wrong(option ? `${option} is not an option, or its value is missing.` : 'The options are wrong.');
	}
}

type Arguments = ReturnType<typeof argumentsOf>;

function ownAddresses(address: string): Addresses {
	const own = externAddresses({ environment: 'custom', apiUrl: address });
	return { ...own, extern: own.api, ofdAuth: own.auth, ofd: own.api };
}

async function targetOf(
	{ env, keys, emulator, address }: Arguments,
	environmentKeys: NodeJS.ProcessEnv,
): Promise<Target> {
	if (emulator) {
		const stand = await startStand();
		return { ...stand, environment: 'emulator', isTestStand: true };
	}
	const isOwn = address !== undefined;
	if (isOwn && !(URL.canParse(address) && /^https?:/.test(address))) {
		throw wrong('--address must be a URL, such as http://127.0.0.1:8765.');
	}
	if (!isOwn && env !== 'test' && env !== 'production') {
		throw wrong(
			env === undefined
				? 'Name the server: --env, --emulator or --address.'
				: '--env must be test or production.',
		);
	}
	const given = readKeys(keys, environmentKeys);
	if (Object.keys(given).length === 0) {
		throw wrong('There are no keys. Name a file with --keys, or set environment variables.');
	}
	if (isOwn) {
		return { environment: 'own server', addresses: ownAddresses(address), keys: given, isTestStand: true };
	}
	const environment = env === 'production' ? env : 'test';
	return {
		environment,
		addresses: addressesOf(environment),
		keys: given,
		isTestStand: environment === 'test',
	};
}

/** What the user lets the probes do. */
async function allowedBy(
	{ yes, emulator }: Arguments,
	{ isTestStand, keys }: Target,
	output: Output,
): Promise<Set<Effect>> {
	const allowed = new Set<Effect>(['reads']);
	if (!isTestStand && keys.account === undefined) return allowed;
	const question = isTestStand
		? 'Some doubts need drafts and reports. They are written on the test stand, into KONTUR_ACCOUNT or a new account, and sent to its robots.'
		: 'Some doubts need drafts. They are written into the account of KONTUR_ACCOUNT, which must be made for this, and nothing is sent.';
	if (!yes && !emulator && !(await agrees(question, output))) return allowed;
	allowed.add('writes');
	if (isTestStand) allowed.add('sends');
	return allowed;
}

async function agrees(question: string, { note }: Output): Promise<boolean> {
	if (!process.stdin.isTTY) {
		note(`${question} Without --yes they are left out.`);
		return false;
	}
	const lines = createInterface({ input: process.stdin, output: process.stderr });
	const answer = await lines.question(`${question} Write? [y/N] `);
	lines.close();
	return /^y(?:es)?$/i.test(answer.trim());
}

function chosen({ only }: Arguments) {
	if (only === undefined) return doubts;
	const ids = [...new Set(only.split(',').map((id) => id.trim().toUpperCase()))].filter((id) => id !== '');
	if (ids.length === 0) throw new UsageError('--only names no doubt. The numbers are in docs/doubts.md.');
	const found = doubts.filter(({ id }) => ids.includes(id));
	if (found.length < ids.length) throw new UsageError('--only names a doubt that is not in docs/doubts.md');
	if (found.every(({ person }) => person)) {
		throw new UsageError('What --only names needs a person: docs/doubts.md says why.');
	}
	return found;
}

function exitCode({ emulator }: Arguments, { outcomes, stopped }: Finished): number {
	const settled = outcomes.filter(({ result }) => result.kind === 'reading').length;
	if (emulator) return settled === outcomes.length ? 0 : 1;
	return stopped || settled === 0 ? 1 : 0;
}

/** @throws UsageError before anything is asked, rather than afterwards */
function requireWritable(path: string): void {
	try {
		closeSync(openSync(path, 'a'));
	} catch {
		throw new UsageError('The recording cannot be written there. Check the folder of --record.');
	}
}

function save(recorder: Recorder, path: string, { note }: Output): void {
	const isWritten = recorder.write(path);
	note(
		isWritten
			? `The exchanges are in ${path}. Compare our emulator with them: npm run replay -- ${path}`
			: 'The exchanges were not written, because they would hold a secret. Please report this.',
	);
}

async function asked(args: string[], environmentKeys: NodeJS.ProcessEnv, output: Output): Promise<number> {
	const given = argumentsOf(args);
	if (given.help) {
		output.print(USAGE);
		return 0;
	}
	const picked = chosen(given);
	if (given.record !== undefined) requireWritable(given.record);
	const target = await targetOf(given, environmentKeys);
	const secrets = new Secrets(secretValues(target.keys));
	const recorder = new Recorder(secrets);
	const ask = new Ask({ ...target, secrets, onExchange: recorder.onExchange });
	const allowed = await allowedBy(given, target, output);
	const finished = await runProbes(picked, ask, {
		allowed,
		onOutcome: (outcome) => {
			recorder.onOutcome(outcome);
			output.note(lineOf(outcome));
		},
	}).finally(() => target.close?.());
	const { environment } = target;
	output.print(report(finished, secrets, { environment, version: packageJson.version, doubts: picked }));
	const settled = finished.outcomes.some(({ result }) => result.kind === 'reading');
	if (!settled && !finished.stopped) output.note('The server settled none of the doubts.');
	if (given.record !== undefined) save(recorder, given.record, output);
	return exitCode(given, finished);
}

/** Runs `npm run probe` and returns its exit code. */
export const probe = (args: string[], environmentKeys: NodeJS.ProcessEnv, output: Output): Promise<number> =>
	asked(args, environmentKeys, output).catch((error: unknown) => {
		if (error instanceof UsageError) {
			output.note(error.message);
			return 2;
		}
		// The text of an unforeseen error could quote a key.
		output.note('The probe failed. Please report it with the command you used, without keys.');
		return 1;
	});
