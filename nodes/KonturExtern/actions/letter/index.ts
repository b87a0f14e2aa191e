import { externResource } from '../standing';
import { send } from './send.operation';

export const letter = externResource({ name: 'Letter', value: 'letter', jobs: [send] });
