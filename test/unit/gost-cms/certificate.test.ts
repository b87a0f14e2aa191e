import { checkDates, isSignedBy, parseCertificate, parseCertificates } from '../../../nodes/shared/gost';
import { codeOf, committed, fixtureSets, hex } from './support';

let read = 0;
afterAll(() => {
	console.info(`${read} certificates of openssl were read and verified`);
});

describe.each(fixtureSets())('%s certificates', (_label, set) => {
	test.each(set.names())('%s', (name) => {
		const certificate = set.certificate(name);
		expect(certificate.thumbprint).toBe(set.text(`keys/${name}.sha1`).trim());
		expect(isSignedBy(certificate, set.certificate(name === 'leaf' ? '256-A' : name))).toBe(true);
		expect(isSignedBy(certificate, set.certificate(name === '512-A' ? '512-B' : '512-A'))).toBe(false);
		expect(isSignedBy(certificate, set.certificate(name === 'rsa' ? 'rsa-pss' : 'rsa'))).toBe(false);
		read++;
		if (name !== 'leaf')
			expect(certificate.subject).toEqual({ CN: `Test ${name}`, O: 'Test fixture', C: 'RU' });
	});
});

const leaf = committed.certificate('leaf');

test('contents of a certificate', () => {
	expect(leaf.subject).toEqual({
		CN: 'ООО "Тест"',
		SN: 'Тестов',
		GN: 'Тест Тестович',
		O: 'ООО "Тест"',
		INN: '123456789047',
		INNLE: '7700000000',
		OGRN: '1027700000000',
		SNILS: '12345678964',
		OGRNIP: '304770000000000',
		C: 'RU',
	});
	expect(leaf.issuer).toEqual({ CN: 'Test 256-A', O: 'Test fixture', C: 'RU' });
	expect(leaf.serial).toBe('00C0FFEE11');
	expect(leaf.keyUsage).toEqual(['digitalSignature', 'nonRepudiation']);
	expect(leaf.extendedKeyUsage).toEqual(['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4']);
	expect(leaf.subjectKeyId).toHaveLength(20);
	expect(leaf.publicKey).toMatchObject({ oid: '1.2.643.7.1.1.1.2', curveOid: '1.2.643.7.1.2.1.2.1' });
	expect(leaf.signatureAlgorithm.oid).toBe('1.2.643.7.1.1.3.2');
	expect(leaf.notAfter.getTime() - leaf.notBefore.getTime()).toBe(7300 * 86_400_000);
});

test('the forms of a certificate', async () => {
	const der = committed.get('keys/leaf.crt.der');
	const base64 = Buffer.from(der).toString('base64');
	const pem = committed.text('keys/leaf.crt');
	const key = committed.text('keys/256-A.key');
	for (const form of [
		der,
		base64,
		Buffer.from(base64),
		pem,
		Buffer.from(pem),
		`Bag Attributes\n${key}${pem.replace(/\n/g, '\r\n')}`,
	]) {
		expect(hex(parseCertificate(form).der)).toBe(hex(der));
	}
	expect(await parseCertificates(`${pem}${key}${committed.text('keys/rsa.crt')}`)).toHaveLength(2);
});

test('dates', async () => {
	expect(await codeOf(() => checkDates(leaf, new Date()))).toBe('no error');
	expect(await codeOf(() => checkDates(leaf, new Date('2099-01-01')))).toBe('expired');
	expect(await codeOf(() => checkDates(leaf, new Date('2020-01-01')))).toBe('not-yet-valid');
});

test('anything but a certificate', async () => {
	for (const form of [
		'',
		'text',
		committed.text('keys/rsa.key'),
		new Uint8Array(0),
		committed.get('env/256-A/gost89.msg.der'),
	]) {
		expect(await codeOf(() => parseCertificate(form))).toBe('damaged');
	}
	const der = committed.get('keys/leaf.crt.der');
	for (let length = 0; length < der.length; length += 13) {
		expect(await codeOf(() => parseCertificate(der.subarray(0, length)))).toBe('damaged');
	}
});
