import { parseCertificate } from '../../../nodes/shared/gost';
import { Asn1 } from '../../../nodes/shared/gost/asn1/der';
import { element } from '../../../nodes/shared/gost/asn1/derWriter';
import { toResult } from '../../../nodes/shared/gost/base/result';
import type { Certificate } from '../../../nodes/shared/gost/x509/certificate';
import { readRevocationList } from '../../../nodes/shared/gost/x509/crl';
import { SignatureBudget } from '../../../nodes/shared/gost/x509/issuerSignature';
import { validatePath, type PathResult } from '../../../nodes/shared/gost/x509/path';
import { CertificatePool } from '../../../nodes/shared/gost/x509/pool';
import { sampleCells } from '../../support/sampling';
import { turnsOf } from '../../support/turns';
import { hasEngine } from '../gost-cms/support';
import { caOf, leafOf, NAMES, rootOf, ski, three } from './chains';
import { judge, type Case } from './judge';
import { listRows } from './ruleLists';
import { nameRuleRows } from './ruleNames';
import { formRows } from './ruleForms';
import { pathRows } from './rulePaths';
import { extension, kinds, makeKeys, NOW, writeList, type Keys } from './writer';

const rows = [...pathRows, ...formRows, ...nameRuleRows, ...listRows];

/** The certificates of a message that can be read; the others are passed over. */
function readable(der: Uint8Array): Certificate[] {
	const read = toResult(() => parseCertificate(der));
	return read.ok ? [read.value] : [];
}

async function validate({ leaf, pool, trusted, lists, at }: Case): Promise<PathResult> {
	return await validatePath({
		certificate: parseCertificate(leaf),
		pool: CertificatePool.of(pool.flatMap(readable)),
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
		6,
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

describe('what a result tells', () => {
	const keys = makeKeys('GOST 256');
	const request = async ({ leaf, pool, trusted }: Case) => ({
		certificate: parseCertificate(leaf),
		pool: CertificatePool.of(pool.map(parseCertificate)),
		trusted: trusted.map(parseCertificate),
		now: NOW,
	});

	test('date and reason of a revocation', async () => {
		const row = listRows.find(({ name }) => name === 'lists: the signer is revoked for reason 1');
		const { revocation, chain, certificate } = await validate(row?.make(await keys) ?? three(await keys));
		expect(revocation).toMatchObject({
			reason: 'keyCompromise',
			date: new Date(NOW.getTime() - 30 * 86_400_000),
			certificate: { subject: { CN: 'Иванов Иван' } },
		});
		expect(certificate).toBe(chain[0]);
		expect(chain.map(({ subject }) => subject.CN)).toEqual(['Иванов Иван', 'Test CA', 'Корень']);
	});

	test('a revocation after a proven signing time', async () => {
		const made = await keys;
		const [leaf, ca, root] = [leafOf(made), caOf(made), rootOf(made)];
		const at = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);
		const serial = Asn1.parse(parseCertificate(leaf).serialDer).bytes;
		const lists = (invalidity: readonly Uint8Array[]) =>
			[
				writeList({ issuer: NAMES.root, signer: made.root }),
				writeList({
					issuer: NAMES.ca,
					signer: made.ca,
					entries: [{ serial, date: at(-5), extensions: invalidity }],
				}),
			].map((list) => readRevocationList(Asn1.parse(list)));
		const base = await request({ leaf, pool: [ca], trusted: [root] });
		const status = async (proven: boolean, invalidity: readonly Uint8Array[] = []) =>
			(await validatePath({ ...base, lists: lists(invalidity), at: at(-10), proven })).rule ?? 'trusted';
		expect(await status(true)).toBe('trusted');
		expect(await status(false)).toBe('revoked');
		const known = extension('2.5.29.24', element(0x18, Buffer.from('20300501000000Z')));
		expect(await status(true, [known])).toBe('revoked');
	});

	test('dates at present', async () => {
		const expired = { to: new Date(NOW.getTime() - 1000) };
		const at = new Date(NOW.getTime() - 2000);
		const base = await request(three(await keys, { ca: expired }));
		expect(await validatePath({ ...base, at })).toMatchObject({ status: 'trusted', datesNow: 'expired' });
		expect(await validatePath(base)).toMatchObject({ rule: 'dates', datesNow: 'expired' });
	});

	test('the gravest of several entries for one certificate', async () => {
		const made = await keys;
		const [leaf, ca, root] = [leafOf(made), caOf(made), rootOf(made)];
		const serial = parseCertificate(leaf).serialDer;
		const base = await request({ leaf, pool: [ca], trusted: [root] });
		const reasonOf = async (...reasons: readonly number[]) => {
			const lists = [
				writeList({ issuer: NAMES.root, signer: made.root }),
				writeList({
					issuer: NAMES.ca,
					signer: made.ca,
					entries: reasons.map((reason) => ({ serial, reason })),
				}),
			].map((list) => readRevocationList(Asn1.parse(list)));
			const { revocation } = await validatePath({ ...base, lists });
			return typeof revocation === 'string' ? revocation : revocation.reason;
		};
		expect(await reasonOf(1, 8)).toBe('keyCompromise');
		expect(await reasonOf(8, 1)).toBe('keyCompromise');
		expect(await reasonOf(6, 8)).toBe('certificateHold');
		expect(await reasonOf(6, 1, 6)).toBe('keyCompromise');
		expect(await reasonOf(8)).toBe('good');
	});

	test('a signing time that has not come', async () => {
		const at = new Date(NOW.getTime() + 2 * 86_400_000);
		const later = { from: new Date(NOW.getTime() + 86_400_000) };
		const base = await request(three(await keys, { leaf: later }));
		expect(await validatePath({ ...base, at })).toMatchObject({ rule: 'dates', datesNow: 'not-yet-valid' });
		expect(await validatePath({ ...(await request(three(await keys))), at })).toMatchObject({
			status: 'trusted',
		});
	});

	test('nothing without trusted certificates, except a forgery', async () => {
		const base = await request(three(await keys));
		expect(await validatePath({ ...base, trusted: undefined })).toMatchObject({
			status: 'not checked',
			revocation: 'not checked',
		});
		const forged = await request(three(await keys, { leaf: { forged: true } }));
		expect(await validatePath({ ...forged, trusted: undefined })).toMatchObject({
			status: 'refused',
			rule: 'signature',
		});
	});
});

describe('many certificates', () => {
	const keys = makeKeys('GOST 256');
	const decoys = (made: Keys, count: number): Uint8Array[] => {
		const pattern = Buffer.from(caOf(made, { key: made.other, with: [ski(made.ca)] }));
		return Array.from({ length: count }, (_none, i) => {
			const copy = Buffer.from(pattern);
			copy.writeUInt32BE(i, copy.length - 8);
			return copy;
		});
	};

	test('with the name of the issuer end the search', async () => {
		const made = await keys;
		const path = three(made);
		const set = Asn1.parse(element(0xa0, ...decoys(made, 2000), ...path.pool));
		const base = {
			certificate: parseCertificate(path.leaf),
			pool: await CertificatePool.read(set),
			now: NOW,
		};
		const trusted = path.trusted.map(parseCertificate);
		expect(await validatePath({ ...base, trusted })).toMatchObject({
			rule: 'budget',
			message:
				'The issuer of the certificate "Иванов Иван" was not found: too many certificates have its name',
		});
		// Not all of them were tried, so nothing is known about the certificate.
		expect(await validatePath({ ...base, trusted: undefined })).toMatchObject({ status: 'not checked' });
	});

	test('are checked within the budget of the message', async () => {
		const made = await keys;
		const path = three(made);
		const base = {
			certificate: parseCertificate(path.leaf),
			pool: CertificatePool.of([...decoys(made, 20), ...path.pool].map(parseCertificate)),
			trusted: path.trusted.map(parseCertificate),
			now: NOW,
		};
		expect(await validatePath(base)).toMatchObject({ status: 'trusted' });
		const budget = new SignatureBudget(2);
		expect(await validatePath({ ...base, trusted: undefined, budget })).toMatchObject({
			status: 'not checked',
		});
		expect(await validatePath({ ...base, budget: new SignatureBudget(0) })).toMatchObject({ rule: 'budget' });
	});

	test('give other work its turns', async () => {
		const made = await keys;
		const read = Asn1.parse(element(0xa0, ...decoys(made, 1000)));
		expect(await turnsOf(async () => await CertificatePool.read(read))).toBeGreaterThan(10);
	});
});
