import type { IDataObject, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { isByInn, parseInn, toList } from '../../shared/catalog';
import { label, t } from '../../shared/language';
import { createClient, ofdService } from '../../shared/transport';
import { readMoment } from '../api/period';
import { itemMaker, type ItemMaker } from '../receipts/items';
import { organizationsOf, type RegisterFilter } from './listWatched';
import type { Sweep } from './state/backfill';
import type { Start } from './state/types';

export interface Settings {
	filter: RegisterFilter;
	start: Start;
	sweep: Sweep;
	makeItems: ItemMaker;
}

const organizationLabel = label('Organization', 'organizationId');
const SWEEPS: readonly Sweep[] = ['small', 'all', 'none'];

/** @throws NodeOperationError when a selection is empty; UserError when the start is not a date */
export function settingsOf(context: IPollFunctions): Settings {
	const parameter = (name: string, fallback: object | string | boolean = '') =>
		context.getNodeParameter(name, fallback, { extractValue: name === 'organizationId' }) as unknown;
	const selected = (name: string, displayName: string) => {
		const list = [...new Set(toList(parameter(name)))];
		if (list.length > 0) return list;
		throw new NodeOperationError(context.getNode(), t`"${displayName}" is empty`, {
			description: t`Fill in "${displayName}" in the trigger.`,
		});
	};
	const filter: RegisterFilter = {};
	const organizations = parameter('organizations');
	if (organizations === 'selected') {
		const [id] = selected('organizationId', organizationLabel);
		if (isByInn(context.getNodeParameter('organizationId', ''))) {
			filter.organizationInn = parseInn(id, organizationLabel);
		} else filter.organizationIds = [id];
	}
	if (organizations === 'several') {
		filter.organizationIds = selected(
			'organizationIds',
			label('Organization Names or IDs', 'organizationIds'),
		);
	}
	if (parameter('cashRegisters') === 'selected') {
		filter.kktRegIds = selected('kktRegIds', label('Cash Register Names or IDs', 'kktRegIds'));
	}
	const options = parameter('options', {}) as IDataObject;
	return {
		filter,
		start:
			parameter('startFrom') === 'date'
				? {
						mode: 'date',
						date: readMoment(parameter('startDate'), label('Start Date', 'startDate')),
						written: String(context.getNode().parameters.startDate),
					}
				: { mode: 'now' },
		sweep: SWEEPS.find((one) => one === options.dailySweep) ?? 'small',
		makeItems: itemMaker(options, parameter('simplify', true) === true, toList(parameter('types', []))),
	};
}

/** Returns the organizations chosen so far in the editor, or undefined for all. */
export async function chosenOrganizations(context: ILoadOptionsFunctions): Promise<string[] | undefined> {
	const organizations = context.getCurrentNodeParameter('organizations');
	if (organizations === 'selected') {
		const [id] = toList(context.getCurrentNodeParameter('organizationId', { extractValue: true }));
		if (id === undefined) return [];
		if (!isByInn(context.getCurrentNodeParameter('organizationId'))) return [id];
		const filter = { organizationInn: parseInn(id, organizationLabel) };
		return await organizationsOf(context, createClient(context, ofdService), filter);
	}
	return organizations === 'several' ? toList(context.getCurrentNodeParameter('organizationIds')) : undefined;
}

/** Returns a key that changes with the selection of registers. It is stored, so its format must not change. */
export const filterKey = (address: string, { organizationIds, organizationInn, kktRegIds }: RegisterFilter) =>
	JSON.stringify([
		address,
		organizationIds?.join() ?? '',
		kktRegIds ?? [],
		...(organizationInn ? [organizationInn] : []),
	]);
