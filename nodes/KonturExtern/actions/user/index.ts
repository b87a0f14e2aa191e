import { externResource } from '../standing';
import { getMany } from './getMany.operation';

export const user = externResource({ name: 'User', value: 'user', advanced: [getMany] });
