import type { AxiosInstance } from 'axios';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Account } from '../emulator/extern/model';
import { startEmulator, type Emulator } from '../emulator/server';
import { account, makeDraft, runTask, sign, signIn, type MadeDraft } from '../emulator/support';
import type { Engine } from '../host/engine/engine';
import {
	EXTERN,
	externCredential,
	externSettings,
	konturEngine,
	OFD,
	ofdCredential,
	ofdSettings,
} from '../host/engine/kontur';

/** A fresh emulator, an engine with its own sign-in, and a plain HTTP client to prepare data with. */
export interface World {
	emulator: Emulator;
	engine: Engine;
	client: AxiosInstance;
	owners: [Account, Account];
	draft: (owner?: Account) => Promise<MadeDraft & { id: string }>;
	sentDocflow: (owner?: Account) => Promise<string>;
	/**
	 * For whoever looks at every request: otherwise it is chance whether the second of two items asks if the session that
	 * the first one got is good.
	 */
	signInFirst: (service: 'extern' | 'ofd') => Promise<void>;
	close: () => Promise<void>;
}

// Sign-ins are remembered per process: a unique password keeps one test's session out of the next.
let number = 0;

/** What needs nothing but a session. */
const anyRead = {
	extern: {
		node: EXTERN,
		parameters: { resource: 'account', operation: 'getAll' },
		credentials: externCredential,
	},
	ofd: {
		node: OFD,
		parameters: { resource: 'organization', operation: 'getAll' },
		credentials: ofdCredential,
	},
};

export async function createWorld(): Promise<World> {
	const emulator = await startEmulator({ options: { taskMs: 10, docflowVisibleMs: 1 } });
	const client = await signIn(emulator);
	const password = `Conformance-${process.pid}-${++number}`;
	for (const user of emulator.state.auth.users.values()) user.password = password;
	const engine = konturEngine(emulator);
	engine.credentials.set('extern', { ...externSettings(emulator), password });
	engine.credentials.set('ofd', { ...ofdSettings(emulator), password });
	const owners: [Account, Account] = [account(emulator, 0), account(emulator, 1)];

	const draft = async (owner = owners[0]) => {
		const made = await makeDraft(client, owner);
		await sign(client, made);
		return { ...made, id: made.path.split('/').at(-1) ?? '' };
	};
	return {
		emulator,
		engine,
		client,
		owners,
		draft,
		sentDocflow: async (owner) => {
			const { data } = await runTask(emulator, client, await draft(owner), 'send');
			emulator.state.clock.advance(1000);
			return String((data['task-result'] as IDataObject).id);
		},
		signInFirst: async (service) => {
			const { node, parameters, credentials } = anyRead[service];
			const { error } = await engine.run(node, parameters, { credentials });
			if (error) throw error;
		},
		close: async () => await emulator.close(),
	};
}

export interface CaseItem {
	parameters: IDataObject;
	/** Files of the input item. */
	binary?: INodeExecutionData['binary'];
}

/** How one operation is exercised. */
export interface Case {
	/** Two items that must lead to different results. */
	items: (world: World) => Promise<[CaseItem, CaseItem]>;
	/** An item that the service itself refuses; left out where there is nothing it could refuse. */
	refused?: CaseItem;
	/** For lists: the name of what makes an element unique. */
	unique?: string;
	/** A list of an operation of several steps. */
	list?: true;
	/** For lists of several pages: makes the emulator's pages small and says how many elements there are. */
	pages?: (world: World, item: CaseItem) => Promise<number>;
	/** For lists that are too long to be read hundreds of times: makes fewer and smaller pages of them. */
	shorten?: (world: World, item: CaseItem) => void;
}

/** Routes differ in the names of their places only, and in the version that the authenticator takes any of. */
export const anonymous = (route: string): string =>
	route.replace('/auth/v5.16/', '/auth/v{version}/').replace(/\{\w+\}/g, '{}');
