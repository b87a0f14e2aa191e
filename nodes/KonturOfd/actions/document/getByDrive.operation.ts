import { field, forVersions, limit, returnAll, runOperation } from '../../../shared/catalog';
import { readNamedPeriod } from '../../api/namedPeriod';
import { daysOf } from '../../api/period';
import { cashRegisterRoute } from '../../api/permission';
import { routes } from '../../api/routes';
import { driveOptions, viewFields } from '../../fields/documentFields';
import { firstDay, fiscalDriveNumber, lastDay } from '../../fields/fields';
import { kktRegId, organizationId } from '../../fields/locators';
import { drivePath, organizationRoute } from './drivePath';
import { mostOf, readItems } from './readItems';
import { documentShape } from '../../api/types';
import { whole } from '../../api/cashRegisters';

export const getByDrive = runOperation({
	name: 'Get Many by Fiscal Drive (Deprecated)',
	value: 'getByDrive',
	action: 'Get many fiscal documents by drive',
	description:
		'Retrieve all documents of a fiscal drive for a range of days. Kontur has deprecated this method and may remove it. Use Get Many instead: its documents include the drive number.',
	fields: [
		organizationId,
		kktRegId,
		fiscalDriveNumber,
		forVersions([1], firstDay),
		forVersions([1], lastDay),
		...viewFields,
		driveOptions,
		forVersions([1], returnAll),
		forVersions([1.1], field({ ...returnAll, default: true })),
		limit,
	],
	calls: () => [`GET ${routes.driveDocuments}`, organizationRoute, cashRegisterRoute],
	run: async (context) => {
		const { params, client } = context;
		const { dateFrom = params.dateFrom, dateTo = params.dateTo } = params.options;
		const period = readNamedPeriod(
			{ period: dateFrom || dateTo ? 'custom' : 'last30Days', dateFrom, dateTo },
			Date.now(),
			'Europe/Moscow',
		);
		const [first, last] = daysOf(period);
		const pathValues = await drivePath(client, params);
		return await readItems(context, {
			registers: async () => [
				{ organizationId: params.organizationId, kktRegId: params.kktRegId, isNamed: true },
			],
			period,
			request: () => ({
				method: 'GET',
				path: routes.driveDocuments,
				pathValues,
				query: { dateFrom: first, dateTo: last },
				element: documentShape,
			}),
			paging: whole,
			most: mostOf(params),
		});
	},
	simplify: true,
});
