import * as workflow from 'n8n-workflow';
import { createEngine, type CredentialStore, type Engine } from '../engine/engine';
import { EXTERN_TRIGGER } from '../engine/kontur';

/** Time that only passes when it is told to, and when the nodes wait; and the machine's clock, which may be wrong. */
export class VirtualTime {
	private readonly begin = Math.floor(Date.now() / 1000) * 1000;

	private ms = this.begin;

	private off = 0;

	constructor() {
		jest.spyOn(Date, 'now').mockImplementation(() => this.ms + this.off);
		jest.spyOn(performance, 'now').mockImplementation(() => this.ms - this.begin);
	}

	/** Begins anew, for an emulator and processes that know nothing of the time before. */
	restart(): void {
		this.ms = this.begin;
		this.off = 0;
	}

	get now(): number {
		return this.ms + this.off;
	}

	pass(ms: number): void {
		this.ms += ms;
	}

	/** Sets the machine's clock: no time passes. @returns by how much it moved */
	set(off: number): number {
		const moved = off - this.off;
		this.off = off;
		return moved;
	}
}

/** The engine with freshly loaded nodes, as in a new process: only the credential's stored session survives. */
export async function externProcess(store: CredentialStore, time: VirtualTime): Promise<Engine> {
	let engine: Engine | undefined;
	await jest.isolateModulesAsync(async () => {
		// n8n itself is kept; only the package is loaded again.
		jest.doMock('n8n-workflow', () => workflow);
		jest.doMock('../../../nodes/shared/transport/pace/wait', () => ({
			CANCELLED: '',
			wait: async (ms: number) => time.pass(ms),
		}));
		const { KonturExternTrigger } = await import('../../../nodes/KonturExtern/KonturExternTrigger.node.js');
		const { KonturExternApi } = await import('../../../credentials/KonturExternApi.credentials.js');
		engine = createEngine({
			nodes: { [EXTERN_TRIGGER]: new KonturExternTrigger() },
			credentialTypes: [new KonturExternApi()],
			store,
		});
	});
	jest.dontMock('n8n-workflow');
	jest.dontMock('../../../nodes/shared/transport/pace/wait');
	if (!engine) throw new Error('The package could not be loaded again');
	return engine;
}
