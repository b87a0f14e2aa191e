import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId, documentsRequestId } from '../../fields';
import { documentsRequestPath } from '../../api/routes';
import { replyShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a request for documents from the social fund',
	description: 'Retrieve a request: its content, data to sign and signature',
	fields: [accountId, docflowId, documentsRequestId],
	http: { method: 'GET', path: documentsRequestPath, shape: replyShape },
});
