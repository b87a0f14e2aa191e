import { completeInn } from '../../emulator/extern/organizations/inn';
import type { Account } from '../../emulator/extern/model';
import { demo } from '../../emulator/support';
import type { CaseItem, World } from '../world';
import { everybody, nobody, smallPages, type Cases } from './common';
import { made, signatureOf } from './exchange';

const inBoth = async ({ owners }: World): Promise<[CaseItem, CaseItem]> => [
	{ parameters: { accountId: owners[0].id } },
	{ parameters: { accountId: owners[1].id } },
];

const mainOrganization = ({ owners }: World, index: 0 | 1): CaseItem => ({
	parameters: { accountId: owners[index].id, organizationId: [...owners[index].organizations.keys()][0] },
});

const inMainOrganizations = async (world: World): Promise<[CaseItem, CaseItem]> => [
	mainOrganization(world, 0),
	mainOrganization(world, 1),
];

const unknownOrganization = ({ owners }: World): CaseItem => ({
	parameters: { accountId: owners[0].id, organizationId: nobody },
});

const newOrganization = (owner: { id: string }, start: string, name: string): CaseItem => ({
	parameters: { accountId: owner.id, inn: completeInn(start), kpp: '', organizationName: name },
});

/** Kontur refuses a second organization with the same INN and KPP, and each run creates them. */
function forget(owners: Account[], ...inns: string[]): void {
	for (const { organizations } of owners) {
		for (const [id, { inn }] of organizations) if (inns.includes(inn)) organizations.delete(id);
	}
}

/** The same item with more fields. */
const also = (item: CaseItem, more: CaseItem['parameters']): CaseItem => ({
	...item,
	parameters: { ...item.parameters, ...more },
});

const signer = (code: string) =>
	JSON.stringify({ 'control-unit-code': code, 'signer-type': 'representative' });

const gosuslugiUid = '0123456789abcdef0123456789abcdef';
const gosuslugi = {
	gosuslugiUid,
	signatureFrom: 'text',
	signatureText: signatureOf(gosuslugiUid).toString('base64'),
};

export const accountsRest: Cases = {
	'account.delete': {
		items: async (world) => {
			const create = async (start: string): Promise<CaseItem> => {
				const body = { inn: completeInn(start), kpp: '781101001', 'organization-name': 'ООО Ромашка' };
				return { parameters: { accountId: await made(world, '/v1', body) } };
			};
			return [await create('781122334'), await create('780204893')];
		},
		refused: { parameters: { accountId: nobody } },
	},
	'account.shareEvents': (world) => ({
		items: async () => [
			{
				parameters: {
					accountId: world.owners[0].id,
					subscriber: demo.clientId,
					filters: { docflowTypes: 'fns534-report, urn:docflow:fns534-demand', knds: '1151006' },
				},
			},
			{
				parameters: {
					accountId: world.owners[1].id,
					subscriber: demo.clientId,
					filters: { docflowTypes: '', knds: '' },
				},
			},
		],
		refused: { parameters: { accountId: world.owners[0].id, subscriber: 'nobody', filters: {} } },
	}),
	'user.getAll': {
		items: inBoth,
		refused: { parameters: { accountId: nobody } },
		list: true,
		pages: async (world) => everybody(world),
	},
	'employee.getAll': {
		items: inBoth,
		refused: { parameters: { accountId: nobody } },
		list: true,
		pages: async (world, item) => {
			smallPages(world);
			const [, second] = world.owners;
			item.parameters.accountId = second.id;
			return second.employees.length;
		},
	},
	'certificate.getAll': {
		items: inBoth,
		refused: { parameters: { accountId: nobody } },
		unique: 'serial-number',
		pages: async (world, item) => {
			smallPages(world);
			const [, second] = world.owners;
			Object.assign(item.parameters, { accountId: second.id, forAllUsers: true });
			return second.certificates.length;
		},
	},
	'warrant.getAll': {
		items: inBoth,
		refused: { parameters: { accountId: nobody } },
		unique: 'organization-id',
		pages: async (world, item) => {
			smallPages(world);
			const [, second] = world.owners;
			Object.assign(item.parameters, { accountId: second.id, forAllUsers: true });
			return second.warrants.length;
		},
	},
	'organization.create': {
		items: async ({ owners }) => {
			const company = newOrganization(owners[0], '780204893', 'ООО Василек');
			const person = newOrganization(owners[1], '7802048931', 'ИП Васильков');
			forget(owners, ...[company, person].map(({ parameters }) => String(parameters.inn)));
			return [company, person];
		},
		refused: { parameters: { accountId: nobody, inn: '123', kpp: '', organizationName: 'ООО' } },
	},
	'organization.update': (world) => ({
		items: async () => [
			also(mainOrganization(world, 0), { organizationName: 'ООО Василек' }),
			also(mainOrganization(world, 1), { organizationName: 'ООО Ромашка' }),
		],
		refused: also(unknownOrganization(world), { organizationName: 'ООО Ромашка' }),
	}),
	'organization.delete': (world) => ({
		items: async () => {
			const create = async (index: 0 | 1): Promise<CaseItem> => {
				const accountId = world.owners[index].id;
				const body = { inn: completeInn('780204893'), kpp: '781101001', name: 'ООО Ромашка' };
				forget([world.owners[index]], body.inn);
				const organizationId = await made(world, `/v1/${accountId}/organizations`, body);
				return { parameters: { accountId, organizationId } };
			};
			return [await create(0), await create(1)];
		},
		// The head organization stays.
		refused: mainOrganization(world, 0),
	}),
	'organization.updateSigner': (world) => ({
		items: async () => [
			also(mainOrganization(world, 0), {
				signerFrom: 'json',
				controlUnitCode: '',
				signer: signer('0087'),
			}),
			also(mainOrganization(world, 1), {
				signerFrom: 'fields',
				controlUnitCode: '0088',
				signerType: 'representative',
			}),
		],
		refused: also(unknownOrganization(world), { signerFrom: 'json', signer: signer('0087') }),
	}),
	'organization.searchSubscriptions': {
		items: inMainOrganizations,
		refused: { parameters: { accountId: nobody, organizationId: nobody } },
		list: true,
		unique: 'registration-number',
		pages: async (world, item) => {
			smallPages(world);
			Object.assign(item, mainOrganization(world, 1));
			const [main] = world.owners[1].organizations.values();
			return main.subscriptions?.size ?? 0;
		},
	},
	'organization.authorizeGosuslugi': (world) => ({
		items: async () => [
			also(mainOrganization(world, 0), gosuslugi),
			also(mainOrganization(world, 1), gosuslugi),
		],
		refused: also(unknownOrganization(world), gosuslugi),
	}),
	'eventPublisher.getAll': {
		items: async () => [{ parameters: { limit: 1 } }, { parameters: { limit: 2 } }],
		list: true,
	},
	'eventPublisher.delete': {
		items: async ({ emulator }) => {
			const [first, second] = emulator.state.extern.shares
				.filter(({ subscriber }) => subscriber === demo.clientId)
				.map(({ publisherId }) => ({ parameters: { publisherId } }));
			return [first, second];
		},
		refused: { parameters: { publisherId: nobody } },
	},
};
