import { runOperation } from '../../../shared/catalog';
import { accountId, confirmationFields, docflowId, documentOfDocflow, replyId } from '../../fields';
import { confirm } from '../../jobs/document/cloud';
import { pfrReplyPath } from '../../jobs/reply/pfrReplies';

export const confirmCloudSignature = runOperation({
	name: 'Confirm Cloud Signature',
	value: 'confirmCloudSignature',
	action: 'Confirm signing a reply to the pension fund in the cloud',
	description: 'Pass on the code from the SMS; the reply is signed then',
	fields: [accountId, docflowId, documentOfDocflow, replyId, ...confirmationFields],
	calls: [`POST ${pfrReplyPath}/cloud-sign-confirm`],
	run: async (context) => await confirm(context, `${pfrReplyPath}/cloud-sign-confirm`),
});
