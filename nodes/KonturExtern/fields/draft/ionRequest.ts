import { additionalFields, dateField, field, textField } from '../../../shared/catalog';
import { ION_DATED, ION_LISTING } from '../../api/ionRequest';

/**
 * The fields of a request to the tax office (ION), whose contract they replace. None is required in the editor: n8n would
 * also require it where the document type is an expression.
 */
const shownFor = (contractType: readonly string[], more: Record<string, string[]> = {}) => ({
	displayOptions: { show: { contractType: [...contractType], contractFrom: ['fields'], ...more } },
});

export const ionRequestFields = (types: readonly string[]) =>
	[
		dateField({
			displayName: 'Period From',
			name: 'periodFrom',
			description:
				'First day of the period, in the same year as Period To. A calendar date, sent as entered.',
			...shownFor(ION_DATED),
		}),
		dateField({
			displayName: 'Period To',
			name: 'periodTo',
			description:
				'Last day of the period. For a period over two years, send two requests. A calendar date, sent as entered.',
			...shownFor(ION_DATED),
		}),
		field({
			displayName: 'Response Format',
			name: 'responseFormat',
			type: 'options',
			default: 4,
			description: 'Format of the answer from the tax office',
			options: [
				{ name: 'PDF', value: 4 },
				{ name: 'RTF', value: 1 },
				{ name: 'XML', value: 2 },
			],
			...shownFor(types),
		}),
		textField({
			displayName: 'Taxpayer Name',
			name: 'taxpayerName',
			description: 'Full name of the organization or entrepreneur that the request is about, in Russian',
			...shownFor(types),
		}),
		textField({
			displayName: 'Head of the Organization',
			name: 'chiefName',
			description: 'Surname, first name and patronymic of the head or entrepreneur, in one line',
			...shownFor(types),
		}),
		field({
			displayName: 'Signer Type',
			name: 'signerType',
			type: 'options',
			default: 'chief',
			description: 'Who signs the request',
			options: [
				{ name: 'Head of the Organization', value: 'chief' },
				{ name: 'Representative', value: 'representative' },
			],
			...shownFor(types),
		}),
		textField({
			displayName: 'Power of Attorney Name',
			name: 'representativeDocument',
			description: 'Name of the document that entitles the representative',
			...shownFor(types, { signerType: ['representative'] }),
		}),
		textField({
			displayName: 'Power of Attorney ID',
			name: 'representativeWarrantId',
			description: 'Number (UUID) of the machine-readable power of attorney',
			...shownFor(types, { signerType: ['representative'] }),
		}),
		textField({
			displayName: 'KBK Codes',
			name: 'kbkCodes',
			placeholder: '18201061201010000510',
			description: 'Budget classification codes to ask about, separated by commas. Leave empty for all.',
			...shownFor(ION_LISTING),
		}),
		field({
			...additionalFields([
				field({
					displayName: 'Details by Quarter',
					name: 'quarter',
					type: 'options',
					default: 1,
					description: 'Quarter to detail the amounts for (СвДеталСум); also set Details by Year',
					options: [
						{ name: 'First', value: 1 },
						{ name: 'Fourth', value: 4 },
						{ name: 'Second', value: 2 },
						{ name: 'Third', value: 3 },
					],
				}),
				field({
					displayName: 'Details by Year',
					name: 'year',
					type: 'number',
					default: 2026,
					description: 'Year to detail the amounts for (СвДеталСум); also set Details by Quarter',
				}),
				field({
					displayName: 'Include',
					name: 'include',
					type: 'multiOptions',
					default: [],
					description: 'What the certificate contains in addition to the balance',
					options: [
						{ name: 'Accrued Amounts (ДеталНачСумм)', value: 'ДеталНачСумм' },
						{ name: 'Calculation of Penalties (РасчСуммПени)', value: 'РасчСуммПени' },
						{ name: 'Details (ДеталСвед)', value: 'ДеталСвед' },
						{ name: 'Information on Accruals (ИнфПрНач)', value: 'ИнфПрНач' },
					],
				}),
				textField({
					displayName: 'KPP Codes',
					name: 'kppCodes',
					placeholder: '667601001',
					description: 'KPPs to ask about, separated by commas. Leave empty for all.',
				}),
				textField({
					displayName: 'OKTMO Codes',
					name: 'oktmoCodes',
					placeholder: '65701000',
					description: 'Territory codes to ask about, separated by commas. Leave empty for all.',
				}),
			]),
			displayName: 'Balance Details',
			name: 'balanceDetails',
			description: 'What the certificate contains, and for which codes and period',
			...shownFor(['ION7']),
		}),
		field({
			...additionalFields([
				textField({
					displayName: 'Sender Name',
					name: 'senderName',
					description: 'Full name of the sender, if it is not the taxpayer',
				}),
				textField({
					displayName: 'Taxpayer KPP',
					name: 'taxpayerKpp',
					placeholder: '667601001',
					description: 'Nine digits',
				}),
			]),
			...shownFor(types),
		}),
	] as const;
