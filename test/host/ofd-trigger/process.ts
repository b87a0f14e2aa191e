import type { INodeType } from 'n8n-workflow';
import * as workflow from 'n8n-workflow';
import { KonturOfdApi } from '../../../credentials/KonturOfdApi.credentials.js';
import * as catalog from '../../../nodes/shared/catalog';
import * as transport from '../../../nodes/shared/transport';
import type { Emulator } from '../../emulator/server';
import { createEngine, CredentialStore, type Engine } from '../engine/engine';
import { OFD_TRIGGER, ofdSettings } from '../engine/kontur';

/** The credentials in the database of n8n. */
export const ofdStore = (emulator: Emulator) =>
	new CredentialStore({ ofd: { name: 'Kontur.OFD', type: 'konturOfdApi', data: ofdSettings(emulator) } });

/**
 * A process of n8n with the receipts trigger: the trigger loses what it kept in memory, but sessions and requests
 * persist. Processes with the same store share a database.
 */
export async function startOfdProcess(store: CredentialStore): Promise<Engine> {
	let nodeType: INodeType | undefined;
	await jest.isolateModulesAsync(async () => {
		jest.doMock('n8n-workflow', () => workflow);
		jest.doMock('../../../nodes/shared/transport', () => transport);
		jest.doMock('../../../nodes/shared/catalog', () => catalog);
		const { KonturOfdTrigger } = await import('../../../nodes/KonturOfd/KonturOfdTrigger.node.js');
		nodeType = new KonturOfdTrigger();
	});
	jest.dontMock('n8n-workflow');
	jest.dontMock('../../../nodes/shared/transport');
	jest.dontMock('../../../nodes/shared/catalog');
	if (!nodeType) throw new Error('The package was not loaded');
	return createEngine({
		nodes: { [OFD_TRIGGER]: nodeType },
		credentialTypes: [new KonturOfdApi()],
		store,
	});
}
