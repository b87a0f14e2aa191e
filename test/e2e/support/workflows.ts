import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEYS } from '../../emulator/ofd';
import { seedClients, seedUsers } from '../../emulator/auth/state';
import { certificateSettings, type TestSigner } from './certificate';
import type { Json } from './execution';
import type { Credential, N8n, WorkflowFile } from './n8n';
import { root } from './places';

const examples = join(root, 'examples');
const [partner] = seedUsers;
const [service] = seedClients;

export interface Credentials {
	konturExternApi: Credential;
	konturOfdApi: Credential;
	konturCertificateApi: Credential;
}

export const externSettings = (url: string): Json => ({
	environment: 'custom',
	apiUrl: url,
	signIn: 'password',
	clientId: service.clientId,
	apiKey: service.apiKey,
	login: partner.login,
	password: partner.password,
});

/** Of a trusted system that vouches for its users. */
export const trustedSettings = (
	url: string,
	{ pem, keyPem }: { pem: string; keyPem: string },
	serviceUserId: string,
): Json => ({
	...externSettings(url),
	signIn: 'trusted',
	keyFrom: 'file',
	privateKey: keyPem,
	certificate: pem,
	serviceUserId,
});

export const ofdSettings = (url: string): Json => ({
	environment: 'custom',
	apiUrl: url,
	apiKey: KEYS.main,
	signIn: 'password',
	login: partner.login,
	password: partner.password,
});

/** Credentials for the emulator at this address and to sign with, with the names that the examples look for. */
export async function createCredentials(n8n: N8n, url: string, signer: TestSigner): Promise<Credentials> {
	return {
		konturExternApi: await n8n.createCredential(
			'Kontur.Extern account',
			'konturExternApi',
			externSettings(url),
		),
		konturOfdApi: await n8n.createCredential('Kontur.OFD account', 'konturOfdApi', ofdSettings(url)),
		konturCertificateApi: await n8n.createCredential(
			'Kontur Certificate account',
			'konturCertificateApi',
			certificateSettings(signer),
		),
	};
}

interface ExampleNode extends Json {
	name: string;
	parameters: Json;
	credentials?: Record<string, { id: string | null; name: string }>;
}

interface SettingsNode extends ExampleNode {
	parameters: { assignments: { assignments: Array<{ name: string; value: unknown }> } };
}

/** An example as a person would import it: the credentials chosen, its Settings node filled in. */
export function example(file: string, credentials: Credentials, settings: Json = {}): WorkflowFile {
	const workflow = JSON.parse(readFileSync(join(examples, file), 'utf8')) as WorkflowFile & {
		nodes: ExampleNode[];
	};
	for (const node of workflow.nodes) {
		for (const type of Object.keys(node.credentials ?? {})) {
			const { id, name } = credentials[type as keyof Credentials];
			node.credentials = { ...node.credentials, [type]: { id, name } };
		}
	}
	const filled = workflow.nodes.find(({ name }) => name === 'Settings') as SettingsNode | undefined;
	for (const [name, value] of Object.entries(settings)) {
		const assignment = filled?.parameters.assignments.assignments.find((one) => one.name === name);
		if (!assignment) throw new Error(`"Settings" of ${file} has no field ${name}`);
		assignment.value = value;
	}
	return workflow;
}

/** Picks an ID in a node, like a user from its list. */
export function pick({ nodes }: WorkflowFile, node: string, parameter: string, id: string): void {
	const found = nodes.find(({ name }) => name === node) as ExampleNode | undefined;
	if (!found) throw new Error(`There is no node "${node}"`);
	found.parameters[parameter] = { __rl: true, mode: 'list', value: id };
}

/** The sample report, where n8n may read it. */
export interface Report {
	name: string;
	path: string;
	bytes: Buffer;
}

/** Puts the sample report into a folder. */
export function putReport(folder: string): Report {
	const name = readdirSync(join(examples, 'data')).find((file) => file.endsWith('.xml'));
	if (!name) throw new Error('There is no report in examples/data');
	const bytes = readFileSync(join(examples, 'data', name));
	const path = join(folder, name);
	mkdirSync(folder, { recursive: true });
	writeFileSync(path, bytes);
	return { name, path, bytes };
}

/** The values of the Settings node of send-report.json for the sample report. */
export const settingsFor = (report: Report): Json => ({
	reportFile: report.path,
	serviceName: service.clientId,
	waitSeconds: 2,
});
