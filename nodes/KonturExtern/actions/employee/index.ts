import { resource } from '../../../shared/catalog';
import { getMany } from './getMany.operation';

export const employee = resource({ name: 'Employee', value: 'employee', operations: [getMany] });
