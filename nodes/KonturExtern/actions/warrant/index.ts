import { resource } from '../../../shared/catalog';
import { getMany } from './getMany.operation';

export const warrant = resource({ name: 'Power of Attorney', value: 'warrant', operations: [getMany] });
