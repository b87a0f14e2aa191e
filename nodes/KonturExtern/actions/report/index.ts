import { externResource } from '../standing';
import { check } from './check.operation';
import { recognize } from './recognize.operation';
import { send } from './send.operation';

export const report = externResource({
	name: 'Report',
	value: 'report',
	initial: 'recognize',
	jobs: [send, recognize, check],
});
