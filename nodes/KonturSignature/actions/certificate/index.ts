import { resource } from '../../../shared/catalog';
import { get } from './get.operation';

export const certificate = resource({
	name: 'Certificate',
	value: 'certificate',
	operations: [get],
});
