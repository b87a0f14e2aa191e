import { resource } from '../../../shared/catalog';
import { send } from './send.operation';

export const report = resource({ name: 'Report', value: 'report', operations: [send] });
