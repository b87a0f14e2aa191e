import { booleanField, textField } from '../../shared/catalog';
import { checkSenderAddress } from '../api/draft/senderAddress';

/** The order in which n8n lists the fields of a collection. */
export const byDisplayName = (a: { displayName: string }, b: { displayName: string }) =>
	a.displayName.localeCompare(b.displayName, 'en');

export const forAllUsers = booleanField({
	displayName: 'For All Users',
	name: 'forAllUsers',
	description: 'Whether to include data of all users of the account. For administrators only.',
});

export const senderIpAddress = textField({
	displayName: 'Sender IP Address',
	name: 'senderIpAddress',
	required: true,
	placeholder: '203.0.113.10',
	hint: 'The public address of your network, not an internal one. To find it, open yandex.ru/internet on a computer in that network.',
	description: 'Public IPv4 address that documents are sent from; authorities require it',
	check: checkSenderAddress,
});

export const convertToWindows1251 = (description: string) =>
	booleanField({ displayName: 'Convert to Windows-1251', name: 'convertToWindows1251', description });

export const dryRun = booleanField({
	displayName: 'Dry Run',
	name: 'dryRun',
	description: 'Whether to only list what would be sent, without creating or sending anything',
});

export const ignoreFundWarnings = booleanField({
	displayName: 'Send Despite Fund Warnings',
	name: 'force',
	description: "Whether to send a report to the social fund even if the fund's own check found problems",
});

export const claimItemNumber = (description: string) =>
	textField({
		displayName: 'Demand Item Number',
		name: 'claimItemNumber',
		placeholder: '1.01',
		description,
	});
