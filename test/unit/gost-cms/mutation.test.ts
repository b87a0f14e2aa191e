// Random damage to every kind of input: the outcome is a typed error or the right result, soon.
import { sampleCells } from '../../support/sampling';
import { costly, kinds } from './mutations';
import { testMutations } from './mutate';
import { codeOf } from './support';

testMutations(kinds);

test.each(sampleCells('Inputs made to cost', 'CMS', costly, 8))(
	'a megabyte made to cost: %s',
	async (_label, make) => {
		// An untyped error would come through; a hang ends at the runner's own bound.
		expect(await codeOf(make())).toEqual(expect.any(String));
	},
);
