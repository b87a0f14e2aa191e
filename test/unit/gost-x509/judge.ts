import { openssl } from '../gost-cms/support';
import { toPem } from '../../../nodes/shared/gost';

export interface Case {
	/** DER. */
	readonly leaf: Uint8Array;
	readonly pool: readonly Uint8Array[];
	readonly trusted: readonly Uint8Array[];
	readonly lists?: readonly Uint8Array[];
	readonly at?: Date;
}

/** Returns what `openssl verify` says of a path to the trusted certificates, whether these are self-signed or not. */
export function judge({ leaf, pool, trusted, lists }: Case, at: Date): { ok: boolean; text: string } {
	const pem = (label: string, items: readonly Uint8Array[]): string =>
		items.map((item) => toPem(label, item)).join('');
	const { ok, text } = openssl(
		{
			'leaf.pem': pem('CERTIFICATE', [leaf]),
			'pool.pem': pem('CERTIFICATE', pool),
			'trusted.pem': pem('CERTIFICATE', trusted),
			'lists.pem': pem('X509 CRL', lists ?? []),
		},
		[
			...[
				'verify',
				'-purpose',
				'smimesign',
				'-partial_chain',
				'-policy_check',
				'-policy',
				'2.5.29.32.0',
				'-no-CApath',
				'-no-CAstore',
			],
			...['-attime', String(Math.floor(at.getTime() / 1000)), '-CAfile', 'trusted.pem'],
			...(pool.length > 0 ? ['-untrusted', 'pool.pem'] : []),
			...(lists ? ['-crl_check_all', '-extended_crl', '-CRLfile', 'lists.pem'] : []),
			'leaf.pem',
		],
	);
	// It only prints what is wrong with the certificate of a key that signs lists.
	return { ok: ok && !/error \d+ at/.test(text), text };
}
