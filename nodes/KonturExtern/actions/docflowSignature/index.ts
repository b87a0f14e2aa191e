import { resource } from '../../../shared/catalog';
import { download } from './download.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const docflowSignature = resource({
	name: 'Document Flow Signature',
	value: 'docflowSignature',
	operations: [getMany, get, download],
});
