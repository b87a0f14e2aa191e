import { runOperation } from '../../../shared/catalog';
import { confirmationFields, documentInDocflow, replyId } from '../../fields';
import { confirm } from '../../jobs/document/cloud';
import { pfrReplyPath } from '../../jobs/reply/pfrReplies';

export const confirmCloudSignature = runOperation({
	name: 'Confirm Cloud Signature',
	value: 'confirmCloudSignature',
	action: 'Confirm the cloud signature of a reply to the pension fund',
	description: 'Submit the code from the SMS; Kontur then signs the reply',
	fields: [...documentInDocflow, replyId, ...confirmationFields],
	calls: [`POST ${pfrReplyPath}/cloud-sign-confirm`],
	run: async (context) => await confirm(context, `${pfrReplyPath}/cloud-sign-confirm`),
});
