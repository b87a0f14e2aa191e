import { UserError } from 'n8n-workflow';
import { field, runOperation } from '../../../shared/catalog';
import { organizationFieldsAll } from '../../fields/registerFields';
import { paths } from '../../api/routes';
import { findSilent as find } from './silent/findSilent';
import { namesOf } from '../../api/permission';
import { chooseOrganizations, clockOf, listRegisters, registerRoutes } from '../../api/cashRegisters';
import { essentials } from './simplifyCashRegister';

export const findSilent = runOperation({
	name: 'Find Silent',
	value: 'findSilent',
	action: 'Find silent cash registers',
	description:
		'Find the cash registers from which no document has come for some hours: out of order, without a connection or forgotten',
	fields: [
		...organizationFieldsAll,
		field({
			displayName: 'Silent for Hours',
			name: 'hours',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 24,
			required: true,
			description:
				'Registers whose last document is at least so many hours old. The clock of a register shows local time and Kontur.OFD does not tell the zone: a register is returned once it is so long silent in every zone from UTC+2 to UTC+12, or once its last document was received so long ago.',
		}),
		field({
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				field({
					displayName: 'Ignore After Days',
					name: 'ignoreAfterDays',
					type: 'number',
					typeOptions: { minValue: 0 },
					default: 0,
					description:
						'Leave out registers that are silent for longer, and those that never had a document: they are out of use. 0 leaves out none.',
				}),
				field({
					displayName: 'UTC Offset',
					name: 'utcOffset',
					type: 'number',
					typeOptions: { minValue: 2, maxValue: 12 },
					default: 3,
					description:
						'How many hours the clocks of all these registers are ahead of UTC: 3 in Moscow, 2 in Kaliningrad, 12 in Kamchatka. With it registers are found to the minute.',
				}),
				field({
					displayName: 'What Counts',
					name: 'of',
					type: 'options',
					default: 'documents',
					description: 'What ends the silence of a cash register',
					options: [
						{
							name: 'Any Document',
							value: 'documents',
							description: 'The opening of a shift ends the silence, too',
						},
						{ name: 'Receipts', value: 'receipts', description: 'Only sales and returns end it' },
					],
				}),
			],
		}),
	],
	calls: [...registerRoutes, `GET ${paths.byPeriod}`],
	run: async ({ params, client, note }) => {
		const { hours, options } = params;
		if (!(hours > 0)) throw new UserError('"Silent for Hours" must be a number above 0');
		const clock = clockOf(client);
		const registers = await listRegisters(clock.client, await chooseOrganizations(clock.client, params));
		const { silent, unknown } = await find(client, registers, {
			hours,
			of: options.of ?? 'documents',
			utcOffset: options.utcOffset,
			ignoreAfterDays: options.ignoreAfterDays ?? 0,
			now: clock.now(),
		});
		if (unknown.length > 0) {
			note(
				`Nothing can be said about ${unknown.length} of the cash registers, because they may not be read for this time: ${namesOf(unknown)}.`,
			);
		}
		return silent.map(({ register, last, silence }) => ({
			json: {
				organizationId: register.organizationId,
				silentHoursAtLeast: silence?.atLeast ?? null,
				silentHoursAtMost: silence?.atMost ?? null,
				lastDocument: last,
				...register.cashbox,
			},
		}));
	},
	simplify: essentials,
});
