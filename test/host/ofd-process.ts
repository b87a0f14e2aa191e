import type { ICredentialType, INodeType } from 'n8n-workflow';
import * as workflow from 'n8n-workflow';
import type { Emulator } from '../emulator/server';
import { createEngine, CredentialStore, type Engine } from './engine';
import { OFD_TRIGGER, ofdSettings } from './kontur';

export interface ProcessOptions {
	/** Waits of the package end at once: for clocks that a test moves by hand. */
	withoutWaiting?: boolean;
}

/** The database of n8n, as far as credentials go. */
export const ofdStore = (emulator: Emulator) =>
	new CredentialStore({ ofd: { name: 'Kontur.OFD', type: 'konturOfdApi', data: ofdSettings(emulator) } });

/**
 * A process of n8n with the receipts trigger: everything that the package keeps in memory is new. Processes that share
 * a store share a database.
 */
export async function startOfdProcess(store: CredentialStore, options: ProcessOptions = {}): Promise<Engine> {
	let nodeType: INodeType | undefined;
	let credentialType: ICredentialType | undefined;
	await jest.isolateModulesAsync(async () => {
		// Errors and helpers of n8n are the same for all: its classes are compared by identity.
		jest.doMock('n8n-workflow', () => workflow);
		if (options.withoutWaiting) {
			jest.doMock('../../nodes/shared/transport/wait', () => ({
				CANCELLED: 'The execution was canceled',
				wait: async () => await Promise.resolve(),
			}));
		}
		const { KonturOfdTrigger } = await import('../../nodes/KonturOfd/KonturOfdTrigger.node.js');
		const { KonturOfdApi } = await import('../../credentials/KonturOfdApi.credentials.js');
		nodeType = new KonturOfdTrigger();
		credentialType = new KonturOfdApi();
	});
	jest.dontMock('n8n-workflow');
	jest.dontMock('../../nodes/shared/transport/wait');
	if (!nodeType || !credentialType) throw new Error('The package was not loaded');
	return createEngine({ nodes: { [OFD_TRIGGER]: nodeType }, credentialTypes: [credentialType], store });
}
