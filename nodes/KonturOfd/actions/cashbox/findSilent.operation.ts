import { UserError } from 'n8n-workflow';
import { field, onPartialFailure, partsOf, runOperation } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { withServerClock } from '../../../shared/transport';
import { namesOf } from '../../api/permission';
import { routes } from '../../api/routes';
import { listSelected, registerRoutes, selectOrganizations } from '../../api/selectRegisters';
import { organizationFieldsAll } from '../../fields/registerFields';
import { findSilent as find } from './silent/findSilent';
import { simplifyCashRegister } from './simplifyCashRegister';

export const findSilent = runOperation({
	name: 'Find Silent',
	value: 'findSilent',
	action: 'Find silent cash registers',
	description:
		'Find cash registers that have sent no documents for a number of hours: out of order, offline or unused',
	fields: [
		...organizationFieldsAll,
		field({
			displayName: 'Minimum Silence (Hours)',
			name: 'hours',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 24,
			required: true,
			description:
				'The minimum age of the last document. Kontur.OFD returns local times without a zone, so a register is returned once its last document is that old in every zone from UTC+2 to UTC+12, or was received that long ago.',
		}),
		field({
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				field({
					displayName: 'Documents That Count',
					name: 'of',
					type: 'options',
					default: 'documents',
					description: 'Which documents end the silence of a cash register',
					options: [
						{
							name: 'Any Document',
							value: 'documents',
							description: 'All fiscal documents, including shift openings',
						},
						{ name: 'Receipts', value: 'receipts', description: 'Only sales and returns' },
					],
				}),
				field({
					displayName: 'Ignore After (Days)',
					name: 'ignoreAfterDays',
					type: 'number',
					typeOptions: { minValue: 0 },
					default: 0,
					description:
						'Skip cash registers that have been silent for this many days or have never sent a document, because they are out of use. 0 skips none.',
				}),
				field({
					displayName: 'Minimum Unsent Documents',
					name: 'minUnsent',
					type: 'number',
					typeOptions: { minValue: 1 },
					default: 1,
					description:
						'Also return cash registers whose last shift report says that at least this many documents had not been sent to Kontur.OFD. The item has unsentDocuments, unsentSince and unsentReportedAt. Reads the reports of each cash register from up to 35 days, so it takes longer.',
				}),
				onPartialFailure,
				field({
					displayName: 'UTC Offset',
					name: 'utcOffset',
					type: 'number',
					typeOptions: { minValue: 2, maxValue: 12 },
					default: 3,
					description:
						'Hours ahead of UTC, if it is the same for all these cash registers: 3 in Moscow, 2 in Kaliningrad, 12 in Kamchatka. Makes the result exact to the minute.',
				}),
			],
		}),
	],
	calls: () => [...registerRoutes, `GET ${routes.documents}`],
	run: async (context) => {
		const { params, client, note } = context;
		const { hours, options } = params;
		if (!(hours > 0)) throw new UserError(t`"Minimum Silence (Hours)" must be greater than 0`);
		const clock = withServerClock(client);
		const organizations = await selectOrganizations(clock.client, params);
		const parts = partsOf(context, options.onPartialFailure);
		const registers = await listSelected(clock.client, organizations, parts);
		const { silent, unknown, judged } = await find(client, registers, parts, {
			hours,
			of: options.of ?? 'documents',
			utcOffset: options.utcOffset,
			ignoreAfterDays: options.ignoreAfterDays ?? 0,
			minUnsent: options.minUnsent ?? 0,
			now: clock.now(),
		});
		if (unknown.length > 0) {
			note(
				t`Cash registers not checked because the permission does not cover these hours: ${namesOf(unknown)}.`,
			);
		}
		const outputs = silent.map(({ register, last, silence, unsent }) => ({
			json: {
				organizationId: register.organizationId,
				silentHoursAtLeast: silence?.atLeast ?? null,
				silentHoursAtMost: silence?.atMost ?? null,
				lastDocument: last,
				...(unsent === undefined
					? {}
					: {
							unsentDocuments: unsent?.documents ?? null,
							unsentSince: unsent?.since ?? null,
							unsentReportedAt: unsent?.reportedAt ?? null,
						}),
				...register.cashbox,
			},
		}));
		return parts.finish(outputs, judged);
	},
	simplify: simplifyCashRegister,
});
