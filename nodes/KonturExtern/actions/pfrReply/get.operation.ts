import { requestOperation } from '../../../shared/catalog';
import { documentInDocflow, replyId } from '../../fields';
import { pfrReplyPath } from '../../api/routes';
import { pfrReplyShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a reply to the pension fund',
	description: 'Retrieve a reply with its documents, files and signatures',
	fields: [...documentInDocflow, replyId],
	http: { method: 'GET', path: pfrReplyPath, shape: pfrReplyShape },
});
