import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { credentialClasses } from '../../../scripts/storedNames';

/*
 * n8n's public API checks the data of a credential with a JSON schema that it makes of the properties. It must take the
 * least that each way to sign in needs, judged by n8n's own code.
 */

const root = resolve(__dirname, '../../..');
/** Stands before what the process was asked for: n8n's code may print lines of its own. */
const VERDICTS = 'verdicts: ';
const n8n = resolve(root, process.env.KONTUR_N8N_FOLDER || 'test/n8n', 'node_modules/n8n');

/**
 * Judges a line of cases at a time, in a process of its own, as jest loads no modules of the installed n8n. Versions keep
 * the function in two places.
 */
const JUDGE = `
const { createRequire } = require('node:module');
const load = createRequire(${JSON.stringify(join(n8n, 'package.json'))});
const { existsSync } = require('node:fs');
const folder = ${JSON.stringify(join(n8n, 'dist/public-api/v1/handlers/credentials/'))};
const file = ['utils', 'service'].map((name) => folder + 'credentials.' + name + '.js').filter(existsSync);
const { toJsonSchema } = file.map((name) => load(name)).find((module) => module.toJsonSchema);
const { validate } = load('jsonschema');
const { OAuth2Api } = load('n8n-nodes-base/dist/credentials/OAuth2Api.credentials.js');
const lines = require('node:readline').createInterface({ input: process.stdin });
lines.on('close', () => process.exit()).on('line', (line) => {
	const { credentials, cases } = JSON.parse(line);
	const { NodeHelpers } = load('n8n-workflow');
	const schemas = {};
	for (const { name, parents, properties } of credentials) {
		const all = [];
		if (parents.includes('oAuth2Api')) NodeHelpers.mergeNodeProperties(all, new OAuth2Api().properties);
		NodeHelpers.mergeNodeProperties(all, properties);
		schemas[name] = toJsonSchema(all.filter(({ type }) => type !== 'hidden'));
	}
	console.log('${VERDICTS}' + JSON.stringify(cases.map(({ type, data }) =>
		validate(data, schemas[type], { nestedErrors: true }).errors.map(({ message }) => message))));
});
`;

interface ApiCase {
	type: string;
	data: ICredentialDataDecryptedObject;
}

const types: ICredentialType[] = credentialClasses.map((CredentialClass) => new CredentialClass());

let judging: ChildProcessByStdio<Writable, Readable, null>;
let waiting: (verdicts: string) => void = () => {};

beforeAll(() => {
	judging = spawn(process.execPath, ['-e', JUDGE], { stdio: ['pipe', 'pipe', 'inherit'] });
	createInterface({ input: judging.stdout }).on('line', (line) => {
		if (line.startsWith(VERDICTS)) waiting(line.slice(VERDICTS.length));
	});
});
afterAll(async () => {
	judging.stdin.end();
	if (judging.exitCode === null) await once(judging, 'exit');
});

async function judge(cases: ApiCase[]): Promise<string[][]> {
	const credentials = types.map(({ name, extends: parents = [], properties }) => ({
		name,
		parents,
		properties,
	}));
	const line = new Promise<string>((resolve, reject) => {
		waiting = resolve;
		judging.once('exit', () => reject(new Error('the process of n8n ended')));
	});
	judging.stdin.write(`${JSON.stringify({ credentials, cases })}\n`);
	return JSON.parse(await line) as string[][];
}

/** The fields that decide which others a person sees, the deciding ones of those first. */
const choicesOf = (properties: INodeProperties[]): string[] => {
	const deciding = new Set(
		properties.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {})),
	);
	return properties.map(({ name }) => name).filter((name) => deciding.has(name));
};

const isShown = (property: INodeProperties, data: INodeParameters, properties: INodeProperties[]) =>
	NodeHelpers.displayParameter(
		NodeHelpers.getNodeParameters(properties, data, true, true, null, null) ?? {},
		property,
		null,
		null,
	);

/** Every combination of choices, with and without those that are the default, and the fields that it requires. */
function waysOf(properties: INodeProperties[]): ICredentialDataDecryptedObject[] {
	let ways: ICredentialDataDecryptedObject[] = [{}];
	for (const choice of choicesOf(properties)) {
		const property = properties.find(({ name, type }) => name === choice && type === 'options');
		if (!property) continue;
		ways = ways.flatMap((way) => {
			if (!isShown(property, way as INodeParameters, properties)) return [way];
			const values = (property.options ?? []).map((option) => (option as { value: string }).value);
			return [way, ...values.map((value) => ({ ...way, [choice]: value }))];
		});
	}
	return ways.map((way) => {
		const required = properties.filter(
			(property) => property.required && isShown(property, way as INodeParameters, properties),
		);
		return { ...way, ...Object.fromEntries(required.map(({ name }) => [name, 'x'])) };
	});
}

const cases = types.flatMap(({ name, properties }) =>
	waysOf(properties).map((data): ApiCase => ({ type: name, data })),
);

test('the least that each way to sign in needs is accepted', async () => {
	// 9 ways of Kontur.Extern alone, in 4 environments.
	expect(cases.length).toBeGreaterThan(60);
	const refusals = await judge(cases);
	const wrong = cases.flatMap(({ type, data }, index) =>
		refusals[index].map((refusal) => `${type} ${JSON.stringify(data)}: ${refusal}`),
	);
	expect(wrong).toEqual([]);
});

test('expressions are accepted where people put them, and unknown fields are not', async () => {
	const data = {
		signIn: 'password',
		clientId: 'a',
		apiKey: 'b',
		login: '={{ $json.login }}',
		password: '={{ 1 }}',
	};
	const [good, bad] = await judge([
		{ type: 'konturExternApi', data },
		{ type: 'konturExternApi', data: { ...data, unknown: 'x' } },
	]);
	expect(good).toEqual([]);
	expect(bad).toHaveLength(1);
});

describe.each(['docs/many-clients.md', 'docs/ru/many-clients.md'])('%s', (page) => {
	test('its credentials in JSON are accepted', async () => {
		const text = await readFile(join(root, page), 'utf8');
		const examples = [...text.matchAll(/```json\n(\{.*?\n\})\n```/gs)]
			.map(([, json]) => JSON.parse(json) as { type?: string; data?: ICredentialDataDecryptedObject })
			.filter((example): example is ApiCase => example.type !== undefined && example.data !== undefined);
		expect([...new Set(examples.map(({ type }) => type))].sort()).toEqual(
			types.map(({ name }) => name).sort(),
		);
		expect((await judge(examples)).flat()).toEqual([]);
	});

	test('its table has the fields of every way to sign in, and they are accepted', async () => {
		const text = await readFile(join(root, page), 'utf8');
		const rows = [...text.matchAll(/^\| [^|]+ \| `([^|]+)` \| ([^|]+) \|$/gm)].map(([, ways, fields]) => ({
			ways: ways.split('`, `'),
			fields: [...fields.matchAll(/`(\w+)`/g)].map(([, name]) => name),
		}));
		const waysOfType = (type: string) => {
			const { properties = [] } = types.find(({ name }) => name === type) ?? {};
			const { options = [] } = properties.find(({ name }) => name === 'signIn') ?? {};
			return options.map((option) => (option as { value: string }).value);
		};
		const extern = rows.filter(({ ways: [way, ...others] }) => others.length === 0 && way !== 'signIn');
		expect(extern.map(({ ways: [way] }) => way).sort()).toEqual(waysOfType('konturExternApi').sort());
		expect(rows.find(({ ways }) => ways.length > 1)?.ways.sort()).toEqual(waysOfType('konturOfdApi').sort());
		const cases = extern.map(({ ways: [signIn], fields }): ApiCase => {
			const known = fields.filter((name) => !['identifyBy', 'thumbprint', 'phone', 'snils'].includes(name));
			const key = { keyFrom: 'file', privateKey: 'x' };
			const data = Object.fromEntries(known.map((name) => [name, 'x']));
			return {
				type: 'konturExternApi',
				data: { ...data, signIn, ...(/certificate|trusted/i.test(signIn) ? key : {}) },
			};
		});
		expect(await judge(cases)).toEqual(cases.map(() => []));
	});
});
