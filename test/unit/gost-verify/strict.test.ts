// The form of signatures, with openssl as judge: the same verdict, or the sentence of the standard that differs.
import { verifySignature } from '../../../nodes/shared/gost';
import { Asn1 } from '../../../nodes/shared/gost/asn1/der';
import { sampleCells } from '../../support/sampling';
import { committed, hasEngine, openssl } from '../gost-cms/support';
import type { SigningKey } from './cmsBuilder';
import { cells, content } from './strictForms';

async function accepts(data: Uint8Array, { certificate }: SigningKey): Promise<boolean> {
	const attached = Asn1.parse(data).children()[1].onlyChild().children()[2].children().length > 1;
	const how = { trusted: [certificate], ...(attached ? {} : { content }) };
	const report = await verifySignature(data, how).catch(() => undefined);
	return report?.valid ?? false;
}

function opensslAccepts(data: Uint8Array, name: string, cades: boolean): boolean {
	const attached = Asn1.parse(data).children()[1].onlyChild().children()[2].children().length > 1;
	const files = { 'sig.der': data, msg: content, 'ca.pem': committed.text(`keys/${name}.crt`) };
	return openssl(files, [
		...['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'sig.der', '-out', 'out'],
		...(attached ? [] : ['-content', 'msg']),
		...['-CAfile', 'ca.pem', '-purpose', 'any', '-no_check_time', ...(cades ? ['-cades'] : [])],
	]).ok;
}

let judged = 0;
let differing = 0;
afterAll(() => {
	console.info(
		`${judged} forms of signatures were judged by openssl: ${differing} differ, as the standards say`,
	);
});

describe.each(['rsa', '256-A', '512-A'])('%s', (name) => {
	const signer = committed.signer(name);
	const list = Object.entries(cells).filter(([, { of }]) => !of || of === (name === 'rsa' ? 'rsa' : 'gost'));

	const asked = new Set(
		hasEngine
			? sampleCells(
					'Forms of signatures judged by openssl',
					name,
					list.map(([label]) => label),
					3,
				)
			: [],
	);

	test.each(list)('%s', async (label, { valid, differs, cades, build }) => {
		const data = build(signer);
		expect(await accepts(data, signer)).toBe(valid);
		if (!asked.has(label)) return;
		judged++;
		differing += differs ? 1 : 0;
		expect(opensslAccepts(data, name, cades ?? false)).toBe(differs ? !valid : valid);
	});
});
