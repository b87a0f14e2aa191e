import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/server';
import { externNodeOf } from '../../support/externNodes';
import { plantEmulator } from '../../support/secrets';
import { makeSigner, type TestSigner } from './certificate';
import type { Json } from './execution';
import { N8n, type Workflow, type WorkflowFile } from './n8n';
import { places, work } from './places';
import { sharedN8n } from './sharedN8n';
import { until } from './wait';
import { createCredentials, type Credentials } from './workflows';

/** An emulator and a real n8n that has credentials for it. */
export interface Stand {
	emulator: Emulator;
	n8n: N8n;
	credentials: Credentials;
	/** The owner of the Kontur Certificate credential. */
	signer: TestSigner;
	/** The folder that n8n may read files from. */
	files: string;
	stop: () => Promise<void>;
}

/**
 * Starts an emulator with an n8n: the one that all test files share, unless a test stops its n8n or sets its
 * environment.
 */
export async function startStand(
	name: string,
	options: Partial<EmulatorOptions> = {},
	own?: { env?: Record<string, string>; editor?: boolean },
): Promise<Stand> {
	const shared = own ? undefined : sharedN8n();
	const emulator = await startEmulator({ options: { taskMs: 100, docflowVisibleMs: 100, ...options } });
	plantEmulator(emulator);
	const files = shared ? join(shared.files, name) : join(work, 'run', `${name}-files`);
	try {
		const signer = await makeSigner();
		const settings = { places: places(), name, files, ...own };
		const n8n = shared ? N8n.attach(shared, settings) : await N8n.start(settings);
		const credentials = await createCredentials(n8n, emulator.url, signer);
		const stop = async () => {
			await n8n.stop();
			await emulator.close();
			rmSync(files, { recursive: true, force: true });
		};
		return { emulator, n8n, credentials, signer, files, stop };
	} catch (error) {
		await emulator.close();
		throw error;
	}
}

/** The signatures (DER) in the emulator for a document returned by Draft Document: Add. */
export function signaturesOf({ state }: Emulator, { accountId, draftId, id }: Json): Buffer[] {
	const draft = state.extern.accounts.get(String(accountId))?.drafts.get(String(draftId));
	const signatures = draft?.documents.get(String(id))?.signatures.values() ?? [];
	return [...signatures].map(({ content }) => content);
}

/**
 * Waits until no request is in flight and none has arrived for a while, which means that a poll has ended.
 * @param of the service that is polled; another trigger of n8n may poll meanwhile
 */
export async function quiet(emulator: Emulator, after: number, of?: 'extern' | 'ofd'): Promise<void> {
	let seen = -1;
	let since = Date.now();
	await until('the requests to end', 60, () => {
		const entries = emulator.control.log({ after });
		if (entries.length !== seen || entries.some(({ status }) => status === 0)) {
			seen = entries.length;
			since = Date.now();
		}
		const isPolled = entries.some(({ service }) => !of || service === of);
		return isPolled && Date.now() - since > 1500 ? true : undefined;
	});
}

export const lastEntry = (emulator: Emulator): number => emulator.control.log().at(-1)?.n ?? 0;

/** Activates a workflow and waits until its first poll is over. */
export async function activateAndPoll({ emulator, n8n }: Stand, workflow: Workflow): Promise<void> {
	const before = lastEntry(emulator);
	await n8n.activate(workflow);
	const isOfd = workflow.nodes.some(({ type }) => type === 'n8n-nodes-kontur.konturOfdTrigger');
	await quiet(emulator, before, isOfd ? 'ofd' : 'extern');
}

export const byId = (value: string): Json => ({ __rl: true, mode: 'id', value });

type ServiceCredential = 'konturExternApi' | 'konturOfdApi';

/** A node of the package with one of the credentials. */
export function konturNode(
	credentials: Credentials,
	type: ServiceCredential,
	name: string,
	parameters: Json,
	more: Json = {},
): Json {
	const { id, name: credentialName } = credentials[type];
	const { resource, operation } = parameters;
	const node = type === 'konturOfdApi' ? 'konturOfd' : externNodeOf(String(resource), String(operation));
	return {
		name,
		type: `n8n-nodes-kontur.${node}`,
		typeVersion: 1,
		parameters,
		credentials: { [type]: { id, name: credentialName } },
		...more,
	};
}

/** A workflow that runs the nodes in order, from a manual trigger. */
export function chain(name: string, ...nodes: Json[]): WorkflowFile {
	const start: Json = {
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		parameters: {},
	};
	const all: Json[] = [start, ...nodes].map((node, index) => ({
		id: `node-${index}`,
		position: [index * 220, 0],
		...node,
	}));
	const connections: Json = {};
	for (const [index, node] of all.slice(1).entries()) {
		connections[String(all[index].name)] = { main: [[{ node: node.name, type: 'main', index: 0 }]] };
	}
	return { name, nodes: all, connections };
}
