import { resource } from '../../../shared/catalog';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

export const draftTask = resource({ name: 'Draft Task', value: 'draftTask', operations: [get, getMany] });
