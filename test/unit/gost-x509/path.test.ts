import { parseCertificate } from '../../../nodes/shared/gost';
import { Asn1 } from '../../../nodes/shared/gost/asn1/der';
import { readRevocationList } from '../../../nodes/shared/gost/x509/crl';
import { validatePath, type PathResult } from '../../../nodes/shared/gost/x509/path';
import { CertificatePool } from '../../../nodes/shared/gost/x509/pool';
import { sampleCells } from '../../support/sampling';
import { hasEngine } from '../gost-cms/support';
import { judge, type Case } from './judge';
import { listRows } from './ruleLists';
import { nameRuleRows } from './ruleNames';
import { formRows } from './ruleForms';
import { pathRows } from './rulePaths';
import { kinds, makeKeys, NOW } from './writer';

const rows = [...pathRows, ...formRows, ...nameRuleRows, ...listRows];

async function validate({ leaf, pool, trusted, lists, at }: Case): Promise<PathResult> {
	return await validatePath({
		certificate: parseCertificate(leaf),
		pool: CertificatePool.of(pool.map(parseCertificate)),
		trusted: trusted.map(parseCertificate),
		lists: lists?.map((list) => readRevocationList(Asn1.parse(list))),
		at: at ?? NOW,
		now: NOW,
	});
}

const cells = kinds.flatMap((kind) => rows.map((row) => ({ kind, row, label: `${kind}: ${row.name}` })));

test('the names of the rules are distinct', () => {
	expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
});

describe.each(kinds)('%s', (kind) => {
	const keys = makeKeys(kind);
	const drawn = sampleCells(
		'Certification paths',
		kind,
		cells.filter((cell) => cell.kind === kind),
		40,
	);

	test.each(drawn)('$row.name', async ({ row }) => {
		const path = row.make(await keys);
		const { status, rule, message, chain } = await validate(path);
		expect(rule ?? status).toBe(row.expect);
		expect(message ?? '').toMatch(status === 'trusted' ? /^$/ : /^[A-Z][^\n]+$/);
		expect(chain[0].der).toEqual(parseCertificate(path.leaf).der);
		if (!hasEngine && kind !== 'RSA') return;
		const verdict = judge(path, path.at ?? NOW);
		expect([verdict.ok, verdict.text]).toEqual([
			(row.expect === 'trusted') !== (row.difference !== undefined),
			expect.any(String),
		]);
	});
});
