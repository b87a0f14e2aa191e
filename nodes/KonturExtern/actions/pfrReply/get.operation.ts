import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId, documentOfDocflow, replyId } from '../../fields';
import { pfrReplyPath } from '../../jobs/reply/pfrReplies';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a reply to the pension fund',
	description: 'Retrieve a reply with its documents, files and signatures',
	fields: [accountId, docflowId, documentOfDocflow, replyId],
	http: { method: 'GET', path: pfrReplyPath },
});
