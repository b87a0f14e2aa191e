import { smallPages, type Cases } from './common';

export const handbookCases: Cases = {
	'handbook.getControlUnits': {
		items: async () => [
			{ parameters: { filters: { type: 'fns', region: '66' } } },
			{ parameters: { filters: { type: 'stat', region: '66' } } },
		],
		refused: { parameters: { filters: { type: 'nonsense', region: '66' } } },
		unique: 'code',
		pages: async (world, item) => {
			smallPages(world);
			item.parameters.filters = { type: 'fns' };
			const { data } = await world.client.get('/v1/handbooks/control-units?type=fns&take=1');
			return Number(data['total-count']);
		},
	},
	'handbook.getControlUnit': {
		items: async () => [
			{ parameters: { code: '077-001', controlUnitType: 'any' } },
			{ parameters: { code: '077-001', controlUnitType: 'mvd' } },
		],
		refused: { parameters: { code: '9999', controlUnitType: 'any' } },
	},
	'handbook.getForms': {
		items: async () => [{ parameters: { knd: '1151006' } }, { parameters: { knd: '1151001' } }],
		unique: 'version',
		pages: async (world, item) => {
			smallPages(world);
			item.parameters.knd = '';
			const { data } = await world.client.get('/v1/handbooks/fns-forms?take=1');
			return Number(data['total-count']);
		},
	},
	'handbook.get': {
		items: async () => [
			{ parameters: { handbookType: 'mvd-okved' } },
			{ parameters: { handbookType: 'mvd-citizenship' } },
		],
		refused: { parameters: { handbookType: 'mvd-nonsense' } },
		unique: 'code',
		pages: async (world) => {
			smallPages(world);
			const { data } = await world.client.get('/v1/handbooks/mvd-okved?take=1');
			return Number(data['total-count']);
		},
	},
};
