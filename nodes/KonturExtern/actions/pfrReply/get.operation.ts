import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId } from '../../descriptions/locators';
import { documentOfDocflow } from '../../descriptions/partLocators';
import { replyId } from '../../descriptions/replyFields';
import { pfrReplyPath } from '../../steps/pfrReplies';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a reply to the pension fund',
	description: 'Retrieve a reply with its documents, their files and signatures',
	fields: [accountId, docflowId, documentOfDocflow, replyId],
	http: { method: 'GET', path: pfrReplyPath },
});
