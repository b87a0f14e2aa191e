import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { toList } from '../../shared/catalog';
import type { Start } from './state/types';
import type { Sweep } from './state/backfill';
import type { DocumentOptions } from '../receipts/items';
import type { Scope } from './listCashRegisters';
import { startOfPeriod } from '../api/period';

/** What the user chose in the trigger. */
export interface Settings {
	scope: Scope;
	start: Start;
	/** Empty means all kinds. */
	types: string[];
	options: DocumentOptions;
	simplify: boolean;
	sweep: Sweep;
}

const SWEEPS: readonly Sweep[] = ['small', 'all', 'none'];

/** @throws NodeOperationError when a choice is empty; UserError when the start is not a date */
export function settingsOf(context: IPollFunctions): Settings {
	const parameter = (name: string, fallback: object | string | boolean = '') =>
		context.getNodeParameter(name, fallback, { extractValue: name === 'organizationId' }) as unknown;
	const chosen = (name: string, displayName: string) => {
		const list = [...new Set(toList(parameter(name)))];
		if (list.length > 0) return list;
		throw new NodeOperationError(context.getNode(), `"${displayName}" is empty`, {
			description: `Fill in "${displayName}" in the trigger.`,
		});
	};
	const scope: Scope = {};
	const organizations = parameter('organizations');
	if (organizations === 'selected') scope.organizationIds = chosen('organizationId', 'Organization');
	if (organizations === 'several')
		scope.organizationIds = chosen('organizationIds', 'Organization Names or IDs');
	if (parameter('cashRegisters') === 'selected')
		scope.kktRegIds = chosen('kktRegIds', 'Cash Register Names or IDs');
	const options = parameter('options', {}) as IDataObject;
	return {
		scope,
		start:
			parameter('startFrom') === 'date'
				? {
						mode: 'date',
						date: startOfPeriod(parameter('startDate'), 'Start Date'),
						written: String(context.getNode().parameters.startDate),
					}
				: { mode: 'now' },
		types: toList(parameter('types', [])),
		options,
		simplify: parameter('simplify', true) === true,
		sweep: SWEEPS.find((one) => one === options.dailySweep) ?? 'small',
	};
}

/** A text that changes with the choice of registers; the same as in earlier versions of the package for one organization. */
export const scopeName = (address: string, { organizationIds, kktRegIds }: Scope) =>
	JSON.stringify([address, organizationIds?.join() ?? '', kktRegIds ?? []]);
