import { externResource } from '../standing';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const inventory = externResource({ name: 'Inventory', value: 'inventory', advanced: [getMany, get] });
