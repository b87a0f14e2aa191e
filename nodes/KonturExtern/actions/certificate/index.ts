import { externResource } from '../standing';
import { getMany } from './getMany.operation';

export const certificate = externResource({ name: 'Certificate', value: 'certificate', advanced: [getMany] });
