import { resource } from '../../../shared/catalog';
import { reply } from './reply.operation';

export const demand = resource({ name: 'Demand', value: 'demand', operations: [reply] });
