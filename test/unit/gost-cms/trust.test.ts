import {
	parseCertificate,
	signDetached,
	verifySignature,
	type Certificate,
} from '../../../nodes/shared/gost';
import {
	algorithm,
	element,
	integer,
	octetString,
	oid,
	sequence,
	setOf,
	tagged,
	time,
} from '../../../nodes/shared/gost/asn1/derWriter';
import { concat } from '../../../nodes/shared/gost/base/bytes';
import { hash } from '../../../nodes/shared/gost/hash/hash';
import { signDigest } from '../../../nodes/shared/gost/keys/signDigest';
import { committed } from './support';

// Every certificate has the same key: only names and signatures link one to its issuer.
const key = committed.key('256-A');
const content = committed.get('msg');
let serial = 1;

const bits = (data: Uint8Array) => element(0x03, concat(Uint8Array.of(0), data));
const name = (commonName: string) =>
	sequence(setOf([sequence(oid('2.5.4.3'), element(0x0c, Buffer.from(commonName)))]));

interface Dates {
	readonly from?: Date;
	readonly to?: Date;
}

/** A certificate of an issuer; a forged one is signed by another key than its issuer's. */
function certify(
	subject: string,
	issuer: string,
	{ forged = false, from = new Date('2020-01-01Z'), to = new Date('2049-01-01Z') } = {} as Dates & {
		forged?: boolean;
	},
): Certificate {
	const scheme = algorithm('1.2.643.7.1.1.3.2');
	const tbs = sequence(
		tagged(0, integer(2)),
		integer(serial++),
		scheme,
		name(issuer),
		sequence(time(from), time(to)),
		name(subject),
		committed.certificate('256-A').publicKey.der,
		tagged(3, sequence(sequence(oid('2.5.29.19'), octetString(sequence(element(0x01, Uint8Array.of(255))))))),
	);
	const signature = signDigest(
		committed.key(forged ? '256-B' : '256-A'),
		'streebog256',
		hash('streebog256', tbs),
	);
	return parseCertificate(sequence(tbs, scheme, bits(signature)));
}

/** Certificates from the signer's to a root that issued itself. */
const chainOf = (length: number) =>
	Array.from({ length }, (_none, i) => certify(`C${i}`, `C${Math.min(i + 1, length - 1)}`));

async function check(
	[certificate, ...certificates]: readonly Certificate[],
	trusted?: readonly Certificate[],
	signingTime = new Date('2030-01-01Z'),
) {
	const signer = { key, certificate };
	const signature = await signDetached(content, signer, { signingTime, ignoreDates: true });
	const { valid, signers } = await verifySignature(signature, { content, certificates, trusted });
	return { valid, reason: signers[0].reason?.message, dates: signers[0].dates };
}

const MISSING = /was not issued by a trusted one: the certificate of its issuer is missing$/;
const FORGED = /^The signature on the certificate "\w+" is not that of its issuer$/;

describe('a chain of issuers', () => {
	test.each([1, 2, 3, 8])('of %i certificates leads to a trusted root', async (length) => {
		const chain = chainOf(length);
		expect(await check(chain, [chain[length - 1]])).toMatchObject({ valid: true, reason: undefined });
	});

	test('of 9 certificates is too long', async () => {
		const chain = chainOf(9);
		expect(await check(chain, [chain[8]])).toMatchObject({
			valid: false,
			reason: 'The chain of the certificate "C0" has more than 8 certificates',
		});
		expect(await check(chain, [chain[7]])).toMatchObject({ valid: true });
	});

	test('needs every certificate between the signer and the root', async () => {
		const [signer, , root] = chainOf(3);
		expect(await check([signer], [root])).toMatchObject({ reason: expect.stringMatching(MISSING) });
	});

	test('takes intermediates from the trusted certificates too', async () => {
		const [signer, intermediate, root] = chainOf(3);
		expect(await check([signer], [root, intermediate])).toMatchObject({ valid: true });
	});

	test('that goes round in a circle ends', async () => {
		const circle = [certify('A', 'B'), certify('B', 'C'), certify('C', 'A')];
		expect(await check(circle, [certify('D', 'D')])).toMatchObject({
			reason: expect.stringMatching(MISSING),
		});
		expect(await check([certify('A', 'A')], [certify('D', 'D')])).toMatchObject({
			reason: 'The certificate "A" is not among the trusted certificates, and no trusted one has issued it',
		});
	});

	test('with a forged link is not trusted', async () => {
		const root = certify('Root', 'Root');
		expect(await check([certify('Signer', 'Root', { forged: true })], [root])).toMatchObject({
			reason: expect.stringMatching(FORGED),
		});
		const forged = certify('Issuer', 'Root', { forged: true });
		expect(await check([certify('Signer', 'Issuer'), forged], [root])).toMatchObject({
			reason: expect.stringMatching(FORGED),
		});
	});

	test('passes over a namesake that did not issue the certificate', async () => {
		const root = certify('Root', 'Root');
		// The namesake has another key, so only the root's fits.
		const namesake = parseCertificate(committed.get('keys/256-B.crt'));
		const renamed = { ...namesake, subjectDer: root.subjectDer };
		expect(await check([certify('Signer', 'Root')], [renamed, root])).toMatchObject({ valid: true });
	});
});

describe('without trusted certificates', () => {
	test('a forged certificate shows when its issuer is there', async () => {
		const forged = certify('Signer', 'Root', { forged: true });
		expect(await check([forged])).toMatchObject({ valid: true });
		expect(await check([forged, certify('Root', 'Root')])).toMatchObject({
			valid: false,
			reason: expect.stringMatching(FORGED),
		});
	});

	test('a self-signed one is its own issuer', async () => {
		expect(await check([certify('Root', 'Root')])).toMatchObject({ valid: true });
		expect(await check([certify('Root', 'Root', { forged: true })])).toMatchObject({
			reason: expect.stringMatching(FORGED),
		});
	});

	test('one of several issuers of that name is enough', async () => {
		const root = certify('Root', 'Root');
		const namesake = { ...parseCertificate(committed.get('keys/256-B.crt')), subjectDer: root.subjectDer };
		expect(await check([certify('Signer', 'Root'), namesake, root])).toMatchObject({ valid: true });
		expect(await check([certify('Signer', 'Root'), namesake])).toMatchObject({
			reason: expect.stringMatching(FORGED),
		});
	});
});

test.each([
	['2024-12-31T23:59:59Z', 'not-yet-valid'],
	['2025-01-01T00:00:00Z', 'ok'],
	['2026-01-01T00:00:00Z', 'ok'],
	['2026-01-01T00:00:01Z', 'expired'],
])('dates are checked at the signing time: %s is %s', async (signingTime, dates) => {
	const limits = { from: new Date('2025-01-01Z'), to: new Date('2026-01-01Z') };
	const certificate = certify('Signer', 'Root', limits);
	expect(await check([certificate], undefined, new Date(signingTime))).toMatchObject({ valid: true, dates });
});
