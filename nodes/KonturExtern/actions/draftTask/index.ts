import { externResource } from '../standing';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const draftTask = externResource({ name: 'Draft Task', value: 'draftTask', advanced: [get, getMany] });
