import { resource } from '../../../shared/catalog';
import { download } from './download.operation';
import { getMany } from './getMany.operation';

export const docflowDocument = resource({
	name: 'Document Flow Document',
	value: 'docflowDocument',
	operations: [getMany, download],
});
