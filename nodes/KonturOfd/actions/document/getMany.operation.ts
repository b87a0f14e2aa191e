import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { documentsPaging, documentsRequest } from '../../api/documents';
import { readNamedPeriod } from '../../api/namedPeriod';
import { readPeriod } from '../../api/period';
import { cashRegisterRoute } from '../../api/permission';
import { routes } from '../../api/routes';
import { registerRoutes, selectRegisters } from '../../api/selectRegisters';
import { byClock, findZones, type Zones } from '../../api/zones';
import { kindsOf, manyDocumentsOptions, typesOfVersion1, viewFields } from '../../fields/documentFields';
import { namedPeriodFields } from '../../fields/periodFields';
import { registerFieldsAllNow } from '../../fields/registerFields';
import { Proof, showsNumbers } from './proof';
import { readInParts } from './readInParts';
import { collectItems, mostOf, readItems, type DocumentList } from './readItems';
import { writeFile } from './writeItems';

export const getMany = runOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many fiscal documents',
	description:
		'Retrieve receipts and other fiscal documents of cash registers for a period. With Return All, document numbers prove that none is missing.',
	fields: [
		...registerFieldsAllNow,
		...namedPeriodFields,
		typesOfVersion1,
		...viewFields,
		manyDocumentsOptions,
		returnAll,
		limit,
	],
	calls: () => [`GET ${routes.documents}`, cashRegisterRoute, ...registerRoutes],
	run: async (context) => {
		const { params, client, note } = context;
		const { output = 'items', timeZone = 'Europe/Moscow', clock, daysAtOnce } = params.options;
		const period = readNamedPeriod(params, Date.now(), timeZone, readPeriod);
		const kinds = kindsOf(params);
		const inParts = daysAtOnce !== undefined;
		const proof = (params.returnAll || inParts) && showsNumbers(kinds) ? new Proof() : undefined;
		let zones: Zones | undefined;
		const list: DocumentList = {
			registers: async (parts) => {
				const selected = await selectRegisters(client, params, parts);
				if (clock !== 'timeZone') return selected;
				zones = await findZones(client, selected, period, timeZone, Date.now());
				zones.notes.forEach(note);
				return selected;
			},
			period,
			periodOf: (register, wanted) => byClock(wanted, zones?.aheadOf(register) ?? 0),
			request: (register, permitted) =>
				documentsRequest(register, permitted, proof ? undefined : kinds.join(',')),
			paging: documentsPaging,
			kinds: proof ? kinds : [],
			most: mostOf(params),
			proof,
		};
		if (!inParts) {
			if (output === 'items') return await readItems(context, list);
			const { outputs } = await writeFile(context, list, output);
			for (const message of proof?.notes(false) ?? []) note(message);
			return outputs;
		}
		let selected: ReturnType<DocumentList['registers']> | undefined;
		const registers: DocumentList['registers'] = async (parts) => await (selected ??= list.registers(parts));
		const { outputs, isPartial } = await readInParts(context, period, {
			most: list.most,
			isFile: output !== 'items',
			read: async (part) => {
				const ofPart = { ...list, registers, period: part, most: Infinity };
				return output === 'items'
					? await collectItems(context, ofPart, 'stop')
					: await writeFile(context, ofPart, output);
			},
		});
		for (const message of proof?.notes(isPartial) ?? []) note(message);
		return outputs;
	},
	simplify: true,
});
