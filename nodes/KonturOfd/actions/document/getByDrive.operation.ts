import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { daysOf, readDays } from '../../api/period';
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
		firstDay,
		lastDay,
		...viewFields,
		driveOptions,
		returnAll,
		limit,
	],
	calls: [`GET ${routes.driveDocuments}`, organizationRoute, cashRegisterRoute],
	run: async (context) => {
		const { params, client } = context;
		const period = readDays(params);
		const [dateFrom, dateTo] = daysOf(period);
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
				query: { dateFrom, dateTo },
				element: documentShape,
			}),
			paging: whole,
			most: mostOf(params),
		});
	},
	simplify: true,
});
