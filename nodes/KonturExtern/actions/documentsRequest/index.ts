import { resource } from '../../../shared/catalog';
import { create } from './create.operation';
import { fetch } from './fetch.operation';
import { get } from './get.operation';
import { send } from './send.operation';
import { sign } from './sign.operation';

export const documentsRequest = resource({
	name: 'Documents Request',
	value: 'documentsRequest',
	operations: [create, get, sign, send, fetch],
});
