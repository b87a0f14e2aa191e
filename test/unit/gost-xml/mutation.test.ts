// Random damage to signed documents: a typed error, a refusal, or a document in which nothing that counts changed.
import { signXml, verifyXml } from '../../../nodes/shared/gost/xml';
import { sampleCells } from '../../support/sampling';
import { testMutations } from '../gost-cms/mutate';
import { codeOf, committed } from '../gost-cms/support';
import { costlyDocuments } from './costlyDocuments';
import { documentKinds } from './mutations';

testMutations(documentKinds);

describe('documents of a megabyte made to cost', () => {
	const signer = committed.signer('256-A');
	test.each(sampleCells('Inputs made to cost', 'XML', costlyDocuments(1_000_000), 8))(
		'%s',
		async (_label, document) => {
			// An untyped error would come through; a hang ends at the runner's own bound.
			const data = Buffer.from(document);
			expect(await codeOf(() => verifyXml(data))).toEqual(expect.any(String));
			expect(await codeOf(() => signXml(data, signer))).toEqual(expect.any(String));
		},
	);
});
