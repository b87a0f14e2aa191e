import { runOperation } from '../../../shared/catalog';
import { repliedDocument, replyId } from '../../fields';
import { readReply, replyRoutes } from '../../jobs/reply';

export const get = runOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a reply',
	description: 'Retrieve a reply: its content, data to sign and signature',
	fields: [...repliedDocument, replyId],
	calls: () => replyRoutes('GET', '/replies/{replyId}'),
	run: async (context) => ({ json: await readReply(context) }),
});
