import { resource } from '../../../shared/catalog';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const inventory = resource({ name: 'Inventory', value: 'inventory', operations: [getMany, get] });
