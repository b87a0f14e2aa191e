// XAdES: properties that a signature covers, its reference to the signer's certificate, time-stamps of its value.
import { certify, stamp, TIME_STAMPING } from '../gost-verify/authority';
import type { SigningKey } from '../gost-verify/cmsBuilder';
import { committed, hasEngine } from '../gost-cms/support';
import { verifyXml } from '../../../nodes/shared/gost/xml';
import { digestUri, signatureUri } from '../../../nodes/shared/gost/xml/algorithms';
import { canonicalize, type Canonicalization } from '../../../nodes/shared/gost/xml/canonical';
import { bigintFromBE } from '../../../nodes/shared/gost/base/bytes';
import { Asn1 } from '../../../nodes/shared/gost/asn1/der';
import { sequence, tagged } from '../../../nodes/shared/gost/asn1/derWriter';
import { hash } from '../../../nodes/shared/gost/hash/hash';
import { keyHash, signDigest } from '../../../nodes/shared/gost/keys/signDigest';
import type { Certificate } from '../../../nodes/shared/gost';
import { DSIG } from './opensslSigner';
import { parsed } from './parsed';

const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const exclusive: Canonicalization = { kind: 'exclusive', comments: false };
const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');
const signer = committed.signer('256-A');
const other = committed.certificate('512-A');

const digestOf = (certificate: Certificate): string =>
	`<xades:CertDigest><ds:DigestMethod Algorithm="${digestUri('sha256')}"/><ds:DigestValue>${base64(hash('sha256', certificate.der))}</ds:DigestValue></xades:CertDigest>`;
const serialOf = ({ serialDer }: Certificate): string =>
	bigintFromBE(Asn1.parse(serialDer).content).toString();
const first = (certificate: Certificate, serial = serialOf(certificate)): string =>
	`<xades:SigningCertificate><xades:Cert>${digestOf(certificate)}<xades:IssuerSerial><ds:X509IssuerName>CN=any</ds:X509IssuerName><ds:X509SerialNumber>${serial}</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate>`;
const second = (certificate: Certificate, issuer = certificate): string =>
	`<xades:SigningCertificateV2><xades:Cert>${digestOf(certificate)}<xades:IssuerSerialV2>${base64(sequence(sequence(tagged(4, issuer.issuerDer)), issuer.serialDer))}</xades:IssuerSerialV2></xades:Cert></xades:SigningCertificateV2>`;
const time = (text = '2026-01-02T03:04:05+03:00'): string => `<xades:SigningTime>${text}</xades:SigningTime>`;
const POLICY =
	'<xades:SignaturePolicyIdentifier><xades:SignaturePolicyImplied/></xades:SignaturePolicyIdentifier>';

interface Shape {
	properties: string;
	/** Whether the signature refers to its properties. */
	covered?: boolean;
	target?: string;
	unsigned?: (value: string) => string;
}

/** A document with an enveloped signature and its properties. */
async function make({ properties, covered = true, target = '#s', unsigned }: Shape): Promise<Uint8Array> {
	const name = keyHash(signer.key);
	const uri = digestUri(name);
	const canonical = async (text: string, local: string): Promise<Uint8Array> => {
		const { elements } = await parsed(Buffer.from(text));
		const element = elements.find((item) => item.local === local);
		if (!element) throw new Error(`No ${local}`);
		return Buffer.concat([...canonicalize(element, exclusive)]);
	};
	const reference = (to: string, transforms: string, digest: string): string =>
		`<ds:Reference URI="${to}"><ds:Transforms>${transforms}<ds:Transform Algorithm="${EXCLUSIVE}"/></ds:Transforms><ds:DigestMethod Algorithm="${uri}"/><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`;
	const assemble = (digests: readonly string[], value: string): string => {
		const references = [
			reference('', `<ds:Transform Algorithm="${DSIG}enveloped-signature"/>`, digests[0]),
			...(covered ? [reference('#p', '', digests[1])] : []),
		];
		const info = `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/><ds:SignatureMethod Algorithm="${signatureUri({ family: 'gost2012-256', hash: 'streebog256' })}"/>${references.join('')}</ds:SignedInfo>`;
		const key = `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${base64(signer.certificate.der)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
		const object = `<ds:Object><xades:QualifyingProperties xmlns:xades="${XADES}" Target="${target}"><xades:SignedProperties Id="p"><xades:SignedSignatureProperties>${properties}</xades:SignedSignatureProperties></xades:SignedProperties>${unsigned && value !== '' ? `<xades:UnsignedProperties><xades:UnsignedSignatureProperties>${unsigned(value)}</xades:UnsignedSignatureProperties></xades:UnsignedProperties>` : ''}</xades:QualifyingProperties></ds:Object>`;
		return `<report><sum>1</sum><ds:Signature xmlns:ds="${DSIG}" Id="s">${info}<ds:SignatureValue>${value}</ds:SignatureValue>${key}${object}</ds:Signature></report>`;
	};
	const content = Buffer.from('<report><sum>1</sum></report>');
	const digests = [
		base64(hash(name, content)),
		base64(hash(name, await canonical(assemble(['', ''], ''), 'SignedProperties'))),
	];
	const info = await canonical(assemble(digests, ''), 'SignedInfo');
	return Buffer.from(assemble(digests, base64(signDigest(signer.key, name, hash(name, info)))));
}

const verify = async (shape: Shape, options = {}) => (await verifyXml(await make(shape), options)).signers[0];

test.each<[string, Shape, string]>([
	['the reference of the first version', { properties: time() + first(signer.certificate) }, 'XAdES-BES'],
	['the reference of the second version', { properties: time() + second(signer.certificate) }, 'XAdES-BES'],
	['a policy', { properties: time() + first(signer.certificate) + POLICY }, 'XAdES-EPES'],
	['no reference to a certificate', { properties: time() }, 'XMLDSig'],
	['properties that are not signed', { properties: time() + first(other), covered: false }, 'XMLDSig'],
])('%s', async (_label, shape, level) => {
	const report = await verify(shape);
	expect([report.reason?.message, report.valid, report.wholeDocument]).toEqual([undefined, true, true]);
	expect(report.level).toBe(level);
	expect(report.signingTime?.toISOString()).toBe(
		shape.covered === false ? undefined : '2026-01-02T00:04:05.000Z',
	);
});

test.each<[string, Shape, RegExp]>([
	['another certificate', { properties: first(other) }, /made with another certificate/],
	['another certificate, second version', { properties: second(other) }, /made with another certificate/],
	['another serial number', { properties: first(signer.certificate, '12') }, /serial number of another/],
	['another issuer', { properties: second(signer.certificate, other) }, /serial number of another/],
	['another signature', { properties: first(signer.certificate), target: '#t' }, /of another signature/],
	[
		'no digest',
		{ properties: '<xades:SigningCertificate><xades:Cert/></xades:SigningCertificate>' },
		/invalid/,
	],
	['a time without a zone', { properties: time('2026-01-02T03:04:05') }, /SigningTime/],
	['two times', { properties: time() + time() }, /several SigningTime/],
])('properties with %s are refused', async (_label, shape, message) => {
	const report = await verify(shape);
	expect([report.valid, report.level]).toEqual([false, undefined]);
	expect(report.reason?.message).toMatch(message);
});

test('properties that were changed are refused', async () => {
	const document = (await make({ properties: time() + first(signer.certificate) })).toString();
	expect(document).toContain('2026-01-02');
	const [report] = (await verifyXml(Buffer.from(document.replace('2026-01-02', '2026-01-03')))).signers;
	expect([report.valid, report.signingTime]).toEqual([false, undefined]);
});

test('the stated time decides about dates', async () => {
	const { notAfter } = signer.certificate;
	const late = new Date(notAfter.getTime() + 1000).toISOString();
	const report = await verify({ properties: time(late) + first(signer.certificate) });
	expect(report.dates).toBe('expired');
});

(hasEngine ? test : test.skip)('time-stamps cover the value of the signature', async () => {
	const authority: SigningKey = certify('rsa', TIME_STAMPING);
	const stamped = (covered: (value: string) => string) => (value: string) => {
		const token = stamp(authority, Buffer.from(covered(value)));
		return `<xades:SignatureTimeStamp><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/><xades:EncapsulatedTimeStamp>${base64(token)}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>`;
	};
	const properties = time() + first(signer.certificate);
	const element = (value: string): string =>
		`<ds:SignatureValue xmlns:ds="${DSIG}">${value}</ds:SignatureValue>`;
	const right = await verify({ properties, unsigned: stamped(element) });
	expect([right.level, right.timeStamps?.map(({ valid }) => valid)]).toEqual(['XAdES-T', [true]]);
	const wrong = await verify({ properties, unsigned: stamped((value) => element(`${value} `)) });
	expect([wrong.level, wrong.timeStamps?.map(({ valid }) => valid)]).toEqual(['XAdES-BES', [false]]);
});

(hasEngine ? describe : describe.skip)('levels above T', () => {
	const properties = time() + first(signer.certificate);
	const namespaces = `xmlns:ds="${DSIG}"`;
	const references =
		'<xades:CompleteCertificateRefs><xades:CertRefs></xades:CertRefs></xades:CompleteCertificateRefs><xades:CompleteRevocationRefs></xades:CompleteRevocationRefs>';
	/** The exclusive canonical form of a property inside the signature. */
	const alone = (property: string): string =>
		property.replaceAll(/<xades:(\w+)>/g, (tag, name: string) =>
			['CompleteCertificateRefs', 'CompleteRevocationRefs', 'SignatureTimeStamp'].includes(name)
				? `<xades:${name} xmlns:xades="${XADES}">`
				: tag,
		);
	let authority: SigningKey;

	beforeAll(() => {
		authority = certify('rsa', TIME_STAMPING);
	});

	const value = (text: string): string => `<ds:SignatureValue ${namespaces}>${text}</ds:SignatureValue>`;
	/** A time-stamp as it stands in the signature. */
	const stamped = (name: string, covered: string): string => {
		const token = base64(stamp(authority, Buffer.from(covered)));
		return `<xades:${name}><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/><xades:EncapsulatedTimeStamp>${token}</xades:EncapsulatedTimeStamp></xades:${name}>`;
	};
	/** The same in canonical form: an element has a start and an end, and declares what it uses. */
	const canonicalStamp = (written: string): string =>
		alone(written).replace(
			`<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/>`,
			`<ds:CanonicalizationMethod ${namespaces} Algorithm="${EXCLUSIVE}"></ds:CanonicalizationMethod>`,
		);
	const values = (): string =>
		`<xades:CertificateValues><xades:EncapsulatedX509Certificate>${base64(authority.certificate.der)}</xades:EncapsulatedX509Certificate></xades:CertificateValues><xades:RevocationValues/>`;
	const REFERENCES = 'certificate and revocation references';
	const REVOCATION = 'enclosed revocation data';
	const ARCHIVE = 'what the archive time-stamp covers';
	const t = (text: string): string => stamped('SignatureTimeStamp', value(text));
	const all = (text: string, wrong = ''): string => {
		const own = t(text);
		const covered = value(text) + wrong + canonicalStamp(own) + alone(references);
		return own + references + stamped('SigAndRefsTimeStamp', covered);
	};
	const only = (text: string): string =>
		t(text) + references + stamped('RefsOnlyTimeStamp', alone(references));
	const archive = (text: string): string => stamped('ArchiveTimeStamp', value(text));

	test.each<[string, string, string, string[], (text: string) => string]>([
		['references', 'XAdES-C', 'XAdES-C', [REFERENCES], (text) => t(text) + references],
		['references without a time-stamp', 'XAdES-BES', 'XAdES-BES', [REFERENCES], () => references],
		['a time-stamp of all', 'XAdES-X Type 1', 'XAdES-X Type 1', [REFERENCES], all],
		['a time-stamp of something else', 'XAdES-C', 'XAdES-X Type 1', [REFERENCES], (text) => all(text, ' ')],
		['a time-stamp of the references', 'XAdES-X Type 2', 'XAdES-X Type 2', [REFERENCES], only],
		[
			'values',
			'XAdES-X Long Type 1',
			'XAdES-X Long Type 1',
			[REFERENCES, REVOCATION],
			(text) => all(text) + values(),
		],
		[
			'values without another time-stamp',
			'XAdES-X Long',
			'XAdES-X Long',
			[REFERENCES, REVOCATION],
			(text) => t(text) + references + values(),
		],
		[
			'an archive time-stamp',
			'XAdES-X Long Type 2',
			'XAdES-A',
			[REFERENCES, REVOCATION, ARCHIVE],
			(text) => only(text) + values() + archive(text),
		],
		['an archive time-stamp alone', 'XAdES-BES', 'XAdES-A', [ARCHIVE], archive],
	])('%s: %s', async (_label, level, form, unchecked, unsigned) => {
		const report = await verify({ properties, unsigned });
		expect([report.reason?.message, report.valid]).toEqual([undefined, true]);
		expect([report.level, report.form, report.unchecked]).toEqual([level, form, unchecked]);
	});

	test("an archive time-stamp proves no time, and values hold the authority's certificate", async () => {
		const archived = await verify({ properties, unsigned: archive });
		expect(archived.timeStamps).toMatchObject([{ kind: 'archive', valid: true }]);
		const late = await verify({
			properties:
				time(new Date(signer.certificate.notAfter.getTime() + 1000).toISOString()) +
				first(signer.certificate),
			unsigned: archive,
		});
		expect(late.dates).toBe('expired');
		const bare = (text: string): string => {
			const token = base64(stamp(authority, Buffer.from(value(text)), { shape: { certificates: null } }));
			return `<xades:SignatureTimeStamp><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/><xades:EncapsulatedTimeStamp>${token}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>`;
		};
		expect((await verify({ properties, unsigned: bare })).level).toBe('XAdES-BES');
		expect((await verify({ properties, unsigned: (text) => bare(text) + values() })).level).toBe('XAdES-T');
	});
});

test("a signature without the signer's certificate", async () => {
	const document = (await make({ properties: time() })).toString();
	const bare = Buffer.from(document.replace(/<ds:KeyInfo>.*<\/ds:KeyInfo>/, ''));
	const verdictOf = async (certificates: Certificate[], text = bare) => {
		const [report] = (await verifyXml(text, { certificates })).signers;
		return [report.valid, report.certificate?.subject.CN, report.reason?.message];
	};
	const missing = "The signature does not include the signer's certificate";
	expect(await verdictOf([])).toEqual([false, undefined, missing]);
	expect(await verdictOf([other])).toEqual([
		false,
		undefined,
		`${missing}, and it is not among those supplied`,
	]);
	expect(await verdictOf([signer.certificate])).toEqual([true, signer.certificate.subject.CN, undefined]);
	const changed = Buffer.from(bare.toString().replace('<sum>1', '<sum>2'));
	expect(await verdictOf([signer.certificate], changed)).toEqual([
		false,
		undefined,
		'The document is not the one that was signed',
	]);
});
