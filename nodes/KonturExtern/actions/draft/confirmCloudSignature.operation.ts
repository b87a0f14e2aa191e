import { runOperation } from '../../../shared/catalog';
import { draftPath } from '../../api/routes';
import { accountId, confirmationFields, draftId } from '../../fields';
import { confirm } from '../../jobs/document/cloud';

const path = `${draftPath}/cloud-sign-confirm`;

export const confirmCloudSignature = runOperation({
	name: 'Confirm Cloud Signature',
	value: 'confirmCloudSignature',
	action: 'Confirm the cloud signature of a draft',
	description: 'Submit the code from the SMS; Kontur then signs the documents',
	fields: [accountId, draftId, ...confirmationFields],
	calls: [`POST ${path}`],
	run: async (context) => await confirm(context, path),
});
