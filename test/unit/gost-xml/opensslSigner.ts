// XML signatures made without the code that is tested: canonical forms by xmllint, digests and signatures by openssl.
import { cachedOutput, committed, openssl, opensslOutput } from '../gost-cms/support';
import { xmllint } from './xmllint';

export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** The document that the fixtures sign. */
export const signedDocument = [
	'<?xml version="1.0" encoding="UTF-8"?>',
	'<Файл xmlns="urn:report" xmlns:о="urn:common" xmlns:x="urn:unused" Версия="1">',
	'  <о:Сумма Вид="1">100.00 &lt; 200 &amp; "quoted"</о:Сумма><Пусто/>',
	'</Файл>',
	'',
].join('\n');

interface Names {
	readonly openssl: string;
	readonly digest: string;
	readonly signature: string;
}

/** Names of the algorithms of a key of the fixtures, by openssl and in XML. */
export function algorithms(name: string): Names {
	const cp = 'urn:ietf:params:xml:ns:cpxmlsec:algorithms:';
	const w3 = 'http://www.w3.org/2001/04/';
	if (name.startsWith('rsa')) {
		return { openssl: 'sha256', digest: `${w3}xmlenc#sha256`, signature: `${w3}xmldsig-more#rsa-sha256` };
	}
	if (name.startsWith('2001')) {
		const more = `${w3}xmldsig-more#`;
		return { openssl: 'md_gost94', digest: `${more}gostr3411`, signature: `${more}gostr34102001-gostr3411` };
	}
	const size = name.startsWith('256') ? 256 : 512;
	return {
		openssl: `md_gost12_${size}`,
		digest: `${cp}gostr34112012-${size}`,
		signature: `${cp}gostr34102012-gostr34112012-${size}`,
	};
}

function canonical(document: Uint8Array): string {
	const form = xmllint('exclusive', document);
	if (form === undefined) throw new Error('xmllint refuses the document');
	return form;
}

/** The digest of a document without comments, in base64. */
export function digestOf(name: string, document: Uint8Array): string {
	const args = ['dgst', `-${algorithms(name).openssl}`, '-binary', 'data'];
	return opensslOutput({ data: canonical(document) }, args).toString('base64');
}

/** Whether the value of a signature fits SignedInfo, by the key of the certificate. */
export function fitsByOpenssl(name: string, info: string, value: Uint8Array): boolean {
	const certificate = committed.text(`keys/${name}.crt`);
	const key = cachedOutput({ certificate }, ['x509', '-in', 'certificate', '-noout', '-pubkey']);
	const args = ['dgst', `-${algorithms(name).openssl}`, '-verify', 'key', '-signature', 'value', 'info'];
	return openssl({ key, value, info: canonical(Buffer.from(info)) }, args).text.includes('Verified OK');
}

/** Signs a document without comments by a key of the fixtures; the signature becomes the root's last child. */
export function signByOpenssl(name: string, document: string): string {
	const { openssl: digest, digest: digestUri, signature } = algorithms(name);
	const info = [
		`<SignedInfo xmlns="${DSIG}">`,
		`<CanonicalizationMethod Algorithm="${EXCLUSIVE}" />`,
		`<SignatureMethod Algorithm="${signature}" />`,
		'<Reference URI=""><Transforms>',
		`<Transform Algorithm="${DSIG}enveloped-signature" />`,
		`<Transform Algorithm="${EXCLUSIVE}" />`,
		`</Transforms><DigestMethod Algorithm="${digestUri}" />`,
		`<DigestValue>${digestOf(name, Buffer.from(document))}</DigestValue></Reference></SignedInfo>`,
	].join('');
	const files = { info: canonical(Buffer.from(info)), key: committed.text(`keys/${name}.key`) };
	const value = opensslOutput(files, ['dgst', `-${digest}`, '-sign', 'key', 'info']).toString('base64');
	const certificate = Buffer.from(committed.certificate(name).der).toString('base64');
	// Lines as programs wrap them; the default namespace, where our own signatures have a prefix.
	const wrap = (text: string): string => `\n${text.replace(/.{1,76}/g, '$&\n')}`;
	const element = [
		`<Signature xmlns="${DSIG}">\n${info.replace(` xmlns="${DSIG}"`, '')}\n`,
		`<SignatureValue>${wrap(value)}</SignatureValue>`,
		`<KeyInfo><X509Data><X509Certificate>${wrap(certificate)}</X509Certificate></X509Data></KeyInfo></Signature>`,
	].join('');
	return document.replace(/(<\/[^>]+>\s*)$/, `${element}$1`);
}
