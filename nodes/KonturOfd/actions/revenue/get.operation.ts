import { once, partsOf, runOperation, toList } from '../../../shared/catalog';
import { mapInTurns } from '../../../shared/transport';
import { documentPages, documentsRequest } from '../../api/documents';
import { readNamedPeriod } from '../../api/namedPeriod';
import { daysOf } from '../../api/period';
import { cashRegisterRoute, permittedPart, readPermitted } from '../../api/permission';
import { routes } from '../../api/routes';
import { registerRoutes, selectRegisters } from '../../api/selectRegisters';
import { periodFields } from '../../fields/periodFields';
import { registerFieldsAll } from '../../fields/registerFields';
import { groupBy, interval, revenueOptions } from '../../fields/revenueFields';
import { atClock, readDocument } from '../../receipts/document';
import { tableWriter } from '../../receipts/table';
import { divisionBy, type Grouping } from '../../revenue/groups';
import { DocumentNumbers } from '../../revenue/numbers';
import { Completeness } from '../../revenue/completeness';
import { namesOfRegister, organizationNames } from '../../revenue/registerNames';
import { readSale } from '../../revenue/sale';
import { RevenueTotals } from '../../revenue/totals';
import { byClock, findZones } from '../../api/zones';

export const get = runOperation({
	name: 'Get',
	value: 'get',
	action: 'Get revenue',
	description:
		'Add up the receipts of cash registers: sales, returns and net revenue, per day and shop or as chosen. Returns are taken off, and document numbers prove that none is missing.',
	fields: [...registerFieldsAll, ...periodFields, interval, groupBy, revenueOptions],
	calls: () => [`GET ${routes.documents}`, cashRegisterRoute, ...registerRoutes],
	run: async (context) => {
		const { params, client, note, gather, writeChunks } = context;
		const { options } = params;
		const timeZone = options.timeZone ?? 'Europe/Moscow';
		const period = readNamedPeriod(params, Date.now(), timeZone);
		const groupings = toList(params.groupBy) as Grouping[];
		const division = divisionBy(params.interval, groupings);
		const parts = partsOf(context, options.onPartialFailure, 'stop');
		const registers = await selectRegisters(client, params, parts);
		const isByOrganization = groupings.includes('organization');
		const organizations = isByOrganization ? await organizationNames(client) : new Map<string, string>();
		const zones =
			options.clock === 'timeZone'
				? await findZones(client, registers, period, timeZone, Date.now())
				: undefined;
		const totals = new RevenueTotals(division);
		const completeness = new Completeness('sums');
		const failures = await readPermitted(client, registers, {
			period,
			periodOf: (register) => byClock(period, zones?.aheadOf(register) ?? 0),
			request: (register, permitted) => documentsRequest(register, permitted),
			read: async (request, register) => {
				const names = await namesOfRegister(client, register, organizations);
				// Apart from the others, because nothing of a register that fails halfway may count.
				const ofRegister = new RevenueTotals(division);
				const numbers = new DocumentNumbers();
				let unreadable = 0;
				const ahead = zones?.aheadOf(register) ?? 0;
				const own = byClock(period, ahead);
				const permitted = register.cashbox ? (permittedPart(own, register.cashbox) ?? own) : own;
				ofRegister.open(byClock(permitted, -ahead), names);
				for await (const page of documentPages(client, request, register)) {
					await mapInTurns(page, (envelope) => {
						const document = atClock(readDocument(envelope, register.kktRegId), -ahead);
						if (!numbers.add(document)) return;
						const sale = readSale(document);
						if (sale === 'unreadable') unreadable += 1;
						else if (sale) ofRegister.add(sale, names);
					});
					numbers.endPage();
				}
				totals.merge(ofRegister);
				completeness.add(names, numbers, unreadable);
				return [];
			},
			most: Infinity,
			note,
			parts,
		});
		const [from, to] = daysOf(period);
		const whole = params.interval === 'none' ? `${from}..${to}` : '';
		const rows = totals.items(whole).map((json) => ({ json }));
		gather(rows);
		for (const message of [...(zones?.notes ?? []), ...completeness.notes(parts.hasFailed)]) note(message);
		const { output = 'items' } = options;
		if (output === 'items') return [...rows, ...failures];
		const table = rows.map(({ json }) => json);
		const writer = tableWriter(output, Object.keys(table[0] ?? {}));
		const fileName = `revenue_${from}_${to}.${writer.extension}`;
		const file = once(Buffer.from(writer.head + writer.page(table)));
		const data = await writeChunks(file, fileName, writer.mimeType);
		return [{ json: { fileName, rows: table.length, from, to }, binary: { data } }, ...failures];
	},
});
