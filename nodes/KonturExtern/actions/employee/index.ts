import { externResource } from '../standing';
import { getMany } from './getMany.operation';

export const employee = externResource({ name: 'Employee', value: 'employee', advanced: [getMany] });
