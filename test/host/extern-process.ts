import * as workflow from 'n8n-workflow';
import { createEngine, type CredentialStore, type Engine } from './engine';
import { EXTERN_TRIGGER } from './kontur';

/** Time that passes only on request, and while the nodes wait. */
export class VirtualTime {
	private ms = Math.floor(Date.now() / 1000) * 1000;

	constructor() {
		jest.spyOn(Date, 'now').mockImplementation(() => this.ms);
	}

	get now(): number {
		return this.ms;
	}

	pass(ms: number): void {
		this.ms += ms;
	}
}

/** The engine with freshly loaded nodes, as in a new process: only the credential's stored session survives. */
export async function externProcess(store: CredentialStore, time: VirtualTime): Promise<Engine> {
	let engine: Engine | undefined;
	await jest.isolateModulesAsync(async () => {
		// n8n itself is kept; only the package is loaded again.
		jest.doMock('n8n-workflow', () => workflow);
		jest.doMock('../../nodes/shared/transport/wait', () => ({
			CANCELLED: '',
			wait: async (ms: number) => time.pass(ms),
		}));
		const { KonturExternTrigger } = await import('../../nodes/KonturExtern/KonturExternTrigger.node.js');
		const { KonturExternApi } = await import('../../credentials/KonturExternApi.credentials.js');
		engine = createEngine({
			nodes: { [EXTERN_TRIGGER]: new KonturExternTrigger() },
			credentialTypes: [new KonturExternApi()],
			store,
		});
	});
	jest.dontMock('n8n-workflow');
	jest.dontMock('../../nodes/shared/transport/wait');
	if (!engine) throw new Error('The package could not be loaded again');
	return engine;
}
