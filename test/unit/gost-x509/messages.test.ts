import { parseCertificates, toPem, verifySignature } from '../../../nodes/shared/gost';
import { cachedOutput, hasEngine, openssl } from '../gost-cms/support';

// Everything here is made by openssl alone: keys, certificates and signatures.
const kinds: Array<[string, string[], string]> = [
	['RSA', ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], 'sha256'],
	...(hasEngine
		? ([
				['GOST 256', ['gost2012_256', '-pkeyopt', 'paramset:A'], 'md_gost12_256'],
				['GOST 512', ['gost2012_512', '-pkeyopt', 'paramset:A'], 'md_gost12_512'],
			] as Array<[string, string[], string]>)
		: []),
];

const ISSUER =
	'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n';
const SIGNER =
	'basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature,nonRepudiation\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n';

interface Owner {
	readonly key: string;
	readonly certificate: string;
}

describe.each(kinds)('%s', (_kind, generate, digest) => {
	let made = 0;
	function issue(name: string, extensions: string, issuer?: Owner): Owner {
		// Each has a key of its own, also where the names are the same.
		const key = cachedOutput({ for: `${made++}` }, ['genpkey', '-algorithm', ...generate]).toString();
		const request = cachedOutput({ key, conf: '[req]\ndistinguished_name=d\n[d]\n' }, [
			...['req', '-new', '-config', 'conf', '-key', 'key', `-${digest}`, '-subj', `/CN=${name}`],
		]).toString();
		const signing = issuer ? ['-CA', 'issuer', '-CAkey', 'issuerKey'] : ['-signkey', 'key'];
		const certificate = cachedOutput(
			{ key, request, extensions, issuer: issuer?.certificate ?? '', issuerKey: issuer?.key ?? '' },
			[
				...['x509', '-req', '-in', 'request', ...signing, '-extfile', 'extensions', `-${digest}`],
				...['-days', '3650', '-set_serial', `${made}`],
			],
		).toString();
		return { key, certificate };
	}

	const content = Buffer.from('Договор');
	const root = issue('Root', ISSUER);
	const authority = issue('Authority', ISSUER, root);
	const customer = issue('Customer', SIGNER, authority);
	const director = issue('Director', SIGNER, customer);
	const stranger = issue('Root', ISSUER);

	function sign(signer: Owner, issuers: readonly Owner[]): Buffer {
		const chain = issuers.map(({ certificate }) => certificate).join('');
		return cachedOutput({ content: content.toString(), chain, signer: signer.certificate, key: signer.key }, [
			...['cms', '-sign', '-binary', '-in', 'content', '-outform', 'DER', '-md', digest],
			...['-signer', 'signer', '-inkey', 'key', '-certfile', 'chain'],
		]);
	}

	test.each<[string, Owner, Owner[], Owner, boolean]>([
		['a customer of the authority', customer, [authority], root, true],
		['a director whom the customer invented', director, [customer, authority], root, false],
		['an issuer that is missing', customer, [root], root, false],
		['another root of that name', customer, [authority], stranger, false],
		['the trusted authority', customer, [authority], authority, true],
	])('%s', async (_label, signer, issuers, trusted, expected) => {
		const signature = sign(signer, issuers);
		const judged = openssl({ content, signature, trusted: trusted.certificate }, [
			...['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'signature', '-content', 'content'],
			...['-CAfile', 'trusted', '-no-CApath', '-no-CAstore', '-partial_chain', '-out', 'out'],
		]);
		expect([judged.ok, judged.text]).toEqual([expected, expect.any(String)]);
		const report = await verifySignature(signature, {
			content,
			trusted: await parseCertificates(trusted.certificate),
		});
		expect(report.valid).toBe(expected);
		const untrusting = await verifySignature(toPem('CMS', signature), { content });
		expect(untrusting.valid).toBe(true);
	});
});
