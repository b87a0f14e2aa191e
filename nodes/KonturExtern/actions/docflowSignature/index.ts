import { externResource } from '../standing';
import { download } from './download.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const docflowSignature = externResource({
	name: 'Document Flow Signature',
	value: 'docflowSignature',
	advanced: [getMany, get, download],
});
