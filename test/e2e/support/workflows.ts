import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEYS } from '../../emulator/ofd';
import { seedClients, seedUsers } from '../../emulator/auth/state';
import { SENDER_ADDRESS } from '../../support/senderAddress';
import { certificateSettings, type TestSigner } from './certificate';
import type { Json } from './execution';
import type { Credential, N8n, WorkflowFile } from './n8n';
import { root } from './places';

const folderOf = { en: join(root, 'examples'), ru: join(root, 'examples', 'ru') } as const;
/** Nodes of n8n that a user gives a credential to, if at all. */
const messengers: Record<string, 'telegramApi' | 'smtp' | undefined> = {
	'n8n-nodes-base.telegram': 'telegramApi',
	'n8n-nodes-base.emailSend': 'smtp',
};

const settingsName = { en: 'Settings', ru: 'Настройки' } as const;

/** The languages that examples come in. */
export type Language = keyof typeof folderOf;
const [partner] = seedUsers;
const [service] = seedClients;

export interface Credentials {
	konturExternApi: Credential;
	konturOfdApi: Credential;
	konturCertificateApi: Credential;
	/** For examples that write messages. */
	telegramApi?: Credential;
	smtp?: Credential;
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
	type: string;
	parameters: Json;
	credentials?: Record<string, { id: string | null; name: string }>;
}

interface SettingsNode extends ExampleNode {
	parameters: { assignments: { assignments: Array<{ name: string; value: unknown }> } };
}

const read = (file: string, language: Language) =>
	JSON.parse(readFileSync(join(folderOf[language], file), 'utf8')) as WorkflowFile & { nodes: ExampleNode[] };

const settingsOf = ({ nodes }: { nodes: ExampleNode[] }, language: Language) =>
	nodes.find(({ name }) => name === settingsName[language]) as SettingsNode | undefined;

/** The names of all examples. */
export const exampleFiles = (): string[] => readdirSync(folderOf.en).filter((name) => name.endsWith('.json'));

/** Whether an example stops while its Settings are empty. */
export const isGuarded = (file: string): boolean =>
	read(file, 'en').nodes.some(({ name }) => name === 'Stop: Fill In Settings');

/** What a user enters for an account, in an example whose Settings ask for it. */
export function accountSettings(file: string, { inn, kpp }: { inn: string; kpp?: string | null }): Json {
	const asked = settingsOf(read(file, 'en'), 'en')?.parameters.assignments.assignments ?? [];
	const known: Json = { inn: kpp ? `${inn}-${kpp}` : inn, senderIpAddress: SENDER_ADDRESS };
	return Object.fromEntries(Object.entries(known).filter(([name]) => asked.some((one) => one.name === name)));
}

/** An example as a person would import it: the credentials chosen, its Settings node filled in. */
export function example(
	file: string,
	credentials: Credentials,
	settings: Json = {},
	language: Language = 'en',
): WorkflowFile {
	const workflow = read(file, language);
	for (const node of workflow.nodes) {
		const ofMessages = messengers[node.type];
		for (const type of [...Object.keys(node.credentials ?? {}), ...(ofMessages ? [ofMessages] : [])]) {
			const chosen = credentials[type as keyof Credentials];
			if (chosen) node.credentials = { ...node.credentials, [type]: { id: chosen.id, name: chosen.name } };
		}
	}
	const asked = settingsOf(read(file, 'en'), 'en')?.parameters.assignments.assignments ?? [];
	const filled = settingsOf(workflow, language)?.parameters.assignments.assignments ?? [];
	for (const [name, value] of Object.entries(settings)) {
		// The names are in the language of the example, in the same order.
		const assignment = filled[asked.findIndex((one) => one.name === name)];
		if (!assignment) throw new Error(`"Settings" of ${file} has no field ${name}`);
		assignment.value = value;
	}
	return workflow;
}

/** The sample report, where n8n may read it. */
export interface Report {
	name: string;
	path: string;
	bytes: Buffer;
}

/** Puts the sample report into a folder. */
export function putReport(folder: string): Report {
	const name = readdirSync(join(folderOf.en, 'data')).find((file) => file.endsWith('.xml'));
	if (!name) throw new Error('There is no report in examples/data');
	const bytes = readFileSync(join(folderOf.en, 'data', name));
	const path = join(folder, name);
	mkdirSync(folder, { recursive: true });
	writeFileSync(path, bytes);
	return { name, path, bytes };
}

/** The values of the Settings node of send-report.json for the sample report. */
export const settingsFor = (report: Report): Json => ({
	reportFile: report.path,
	inn: '7811223346',
	kpp: '781101001',
	organizationName: 'ООО «Ромашка № 1»',
	taxOffice: '0087',
	senderIpAddress: SENDER_ADDRESS,
	serviceName: service.clientId,
	waitSeconds: 2,
});
