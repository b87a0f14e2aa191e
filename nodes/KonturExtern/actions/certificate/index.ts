import { resource } from '../../../shared/catalog';
import { getMany } from './getMany.operation';

export const certificate = resource({ name: 'Certificate', value: 'certificate', operations: [getMany] });
