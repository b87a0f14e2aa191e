import { resource } from '../../../shared/catalog';
import { recognize } from './recognize.operation';
import { send } from './send.operation';

export const report = resource({ name: 'Report', value: 'report', operations: [send, recognize] });
