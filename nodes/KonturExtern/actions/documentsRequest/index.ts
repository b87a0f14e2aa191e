import { externResource } from '../standing';
import { create } from './create.operation';
import { fetch } from './fetch.operation';
import { get } from './get.operation';
import { send } from './send.operation';
import { sign } from './sign.operation';

export const documentsRequest = externResource({
	name: 'Documents Request',
	value: 'documentsRequest',
	jobs: [fetch],
	advanced: [get, create, sign, send],
});
