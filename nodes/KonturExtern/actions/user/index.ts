import { resource } from '../../../shared/catalog';
import { getMany } from './getMany.operation';

export const user = resource({ name: 'User', value: 'user', operations: [getMany] });
