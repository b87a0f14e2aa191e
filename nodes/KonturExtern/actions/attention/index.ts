import { externResource } from '../standing';
import { getMany } from './getMany.operation';

export const attention = externResource({
	name: 'What Needs Attention',
	value: 'attention',
	jobs: [getMany],
});
