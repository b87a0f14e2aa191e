import { externResource } from '../standing';
import { get } from './get.operation';

export const calendar = externResource({ name: 'Calendar', value: 'calendar', jobs: [get] });
