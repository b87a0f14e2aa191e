import { runOperation } from '../../../shared/catalog';
import { accountId, confirmationFields, docflowId, documentOfDocflow, replyId } from '../../fields';
import { confirm } from '../../jobs/document/cloud';
import { pfrReplyPath } from '../../jobs/reply/pfrReplies';

export const confirmCloudSignature = runOperation({
	name: 'Confirm Cloud Signature',
	value: 'confirmCloudSignature',
	action: 'Confirm the cloud signature of a reply to the pension fund',
	description: 'Submit the code from the SMS; Kontur then signs the reply',
	fields: [accountId, docflowId, documentOfDocflow, replyId, ...confirmationFields],
	calls: [`POST ${pfrReplyPath}/cloud-sign-confirm`],
	run: async (context) => await confirm(context, `${pfrReplyPath}/cloud-sign-confirm`),
});
