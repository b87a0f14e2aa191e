import { additionalFields, booleanField, field, simplify, textField } from '../../shared/catalog';
import { byDisplayName, senderIpAddress } from './common';
import { builderMetaOptions, relatedIds } from './draft/meta';
import { recipientCode, senderInn, senderKpp } from './draft/parties';
import { sendAgainAs } from './report';
import { reportTimeout } from './waiting';

/** A letter to the tax office. The sender is the account's organization unless named. */
export const letterFields = [
	field({
		...recipientCode,
		displayName: 'Tax Office',
		required: true,
		description: 'Code of the tax office, 4 digits. On the test site 0087 accepts and 0088 rejects.',
	}),
	textField({
		displayName: 'Subject',
		name: 'letterSubject',
		required: true,
		description: 'Subject of the letter',
	}),
	field({
		...textField({ displayName: 'Text', name: 'letterText', description: 'Text of the letter, in Russian' }),
		required: true,
		typeOptions: { rows: 8 },
	}),
	senderIpAddress,
	additionalFields(
		[
			textField({
				displayName: 'Attachments',
				name: 'binaryPropertyNames',
				placeholder: '*',
				description:
					'The names of the input fields containing files to attach, separated by commas; * for all. At most 4 MB each.',
			}),
			booleanField({
				displayName: 'Dry Run',
				name: 'dryRun',
				description: 'Whether to only list what would be sent, without creating or sending anything',
			}),
			...builderMetaOptions,
			...relatedIds,
			textField({
				displayName: 'Region Code',
				name: 'regionCode',
				placeholder: '66',
				description:
					"Region of the sender's address, two digits. Defaults to the region in the sender's KPP or INN.",
			}),
			sendAgainAs(
				'The same letter is sent only once; running the node again returns its document flow. To send it once more, enter any new text here.',
			),
			field({ ...senderInn, description: "INN of the sender, if it is not the account's organization" }),
			senderKpp,
			reportTimeout,
			simplify,
		].sort(byDisplayName),
	),
] as const;
