import { field, onPartialFailure, options, partsOf, runOperation } from '../../../shared/catalog';
import { listAll, mapInTurns } from '../../../shared/transport';
import { readCashRegister, whole } from '../../api/cashRegisters';
import { documentPages, documentsRequest } from '../../api/documents';
import { readNamedPeriod } from '../../api/namedPeriod';
import { daysOf } from '../../api/period';
import { cashRegisterRoute, isSamePeriod, permittedPart, readPermitted } from '../../api/permission';
import { routes } from '../../api/routes';
import { registerRoutes, selectRegisters } from '../../api/selectRegisters';
import { dailyTotalsShape, shiftTotalsShape } from '../../api/types';
import { periodFields, timeZone } from '../../fields/periodFields';
import { registerFieldsAll } from '../../fields/registerFields';
import { readDocument } from '../../receipts/document';
import { DAY, shiftWallTime, type Period } from '../../receipts/wallTime';
import { RegisterLedger } from '../../revenue/ledger';
import { reconcile as compare } from '../../revenue/reconcile';
import { namesOfRegister } from '../../revenue/registerNames';

/** A shift lasts at most a day, so with a day more on both sides every shift that ends in the period is whole. */
const withNeighbours = ({ from, to }: Period): Period => ({
	from: shiftWallTime(from, -DAY),
	to: shiftWallTime(to, DAY),
});

export const reconcile = runOperation({
	name: 'Reconcile',
	value: 'reconcile',
	action: 'Reconcile receipts',
	description:
		"Compare the receipts of cash registers with the registers' shift reports and Kontur's statistics, per shift and day. Returns what agrees, what differs and by how much, and which document numbers are missing.",
	fields: [
		...registerFieldsAll,
		...periodFields,
		options([
			onPartialFailure,
			field({
				displayName: 'Only Differences',
				name: 'onlyDifferences',
				type: 'boolean',
				default: false,
				description: 'Whether to leave out rows that agree',
			}),
			timeZone,
		]),
	],
	calls: () => [
		`GET ${routes.documents}`,
		`GET ${routes.shiftTotals}`,
		`GET ${routes.dailyTotals}`,
		cashRegisterRoute,
		...registerRoutes,
	],
	run: async (context) => {
		const { params, client, note, gather } = context;
		const { options: chosen } = params;
		const period = readNamedPeriod(params, Date.now(), chosen.timeZone ?? 'Europe/Moscow');
		const parts = partsOf(context, chosen.onPartialFailure);
		return await readPermitted(client, await selectRegisters(client, params, parts), {
			period,
			request: (register, permitted) => documentsRequest(register, permitted),
			read: async (request, register) => {
				const cashbox = register.cashbox ?? (await readCashRegister(client, register));
				const { organizationId, kktRegId } = register;
				const isWhole = isSamePeriod(permittedPart(period, cashbox), period);
				// Of a register that the user named, Kontur's refusal is shown instead of a part.
				const wide =
					isWhole || !register.isNamed ? permittedPart(withNeighbours(period), cashbox) : undefined;
				const ledger = new RegisterLedger();
				const documents = wide ? documentsRequest(register, wide) : request;
				for await (const page of documentPages(client, documents, register)) {
					await mapInTurns(page, (envelope) => ledger.add(readDocument(envelope, kktRegId)));
					ledger.numbers.endPage();
				}
				const [from, to] = daysOf(wide ?? period);
				const totals = {
					method: 'GET',
					pathValues: { organizationId, kktRegId },
					query: { from, to },
				} as const;
				const shifts = await listAll(
					client,
					{ ...totals, path: routes.shiftTotals, element: shiftTotalsShape },
					{ ...whole, items: 'shifts' },
				);
				const days = await listAll(
					client,
					{ ...totals, path: routes.dailyTotals, element: dailyTotalsShape },
					{ ...whole, items: 'items' },
				);
				const names = await namesOfRegister(client, { ...register, cashbox }, new Map());
				const read = permittedPart(period, cashbox) ?? period;
				const rows = compare(ledger, read, { shifts, days }, names)
					.filter(({ verdict }) => chosen.onlyDifferences !== true || verdict !== 'agrees')
					.map((json) => ({ json }));
				gather(rows);
				return rows.map((row) => [row]);
			},
			most: Infinity,
			note,
			parts,
		});
	},
});
