import { externResource } from '../standing';
import { reply } from './reply.operation';

export const demand = externResource({ name: 'Demand', value: 'demand', jobs: [reply] });
