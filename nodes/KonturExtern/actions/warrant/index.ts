import { externResource } from '../standing';
import { getMany } from './getMany.operation';

export const warrant = externResource({ name: 'Power of Attorney', value: 'warrant', advanced: [getMany] });
