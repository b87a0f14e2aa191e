import { t } from '../../language';
import { TAG, type Asn1 } from '../asn1/der';
import { damaged } from '../base/errors';
import { foldName, foldText } from './names';

/** A GeneralName (RFC 5280, section 4.2.1.6). */
export type GeneralName =
	| { readonly kind: 'email' | 'dns' | 'uri'; readonly text: string }
	| { readonly kind: 'ip'; readonly bytes: Uint8Array }
	| { readonly kind: 'directory'; readonly rdns: readonly string[] }
	/** Another kind, which is not interpreted; `tag` tells the kinds apart. */
	| { readonly kind: 'other'; readonly tag: number; readonly bytes: Uint8Array };

export function readGeneralName(name: Asn1): GeneralName {
	const text = (): string => Buffer.from(name.content).toString('latin1');
	switch (name.tag) {
		case 0x81:
			return { kind: 'email', text: text() };
		case 0x82:
			return { kind: 'dns', text: text().toLowerCase() };
		case 0x86:
			return { kind: 'uri', text: text() };
		case 0x87:
			return { kind: 'ip', bytes: name.content };
		case 0xa4:
			return { kind: 'directory', rdns: foldName(name.onlyChild()) };
		case 0xa0:
		case 0xa3:
		case 0xa5:
		case 0x88:
			return { kind: 'other', tag: name.tag, bytes: name.bytes };
		default:
			throw damaged(t`unknown tag`);
	}
}

/** Returns a string that is equal for names that match; names of kinds that are not interpreted match byte by byte. */
export function generalNameKey(name: Asn1): string {
	const read = readGeneralName(name);
	switch (read.kind) {
		case 'directory':
			return JSON.stringify(read.rdns);
		case 'uri':
		case 'dns':
		case 'email':
			return `${read.kind}:${foldText(read.text)}`;
		default:
			return Buffer.from(name.bytes).toString('hex');
	}
}

/** Returns the e-mail addresses in a distinguished name (RFC 5280, section 4.1.2.6). */
export function emailsInName(name: Asn1): GeneralName[] {
	return name.children(TAG.sequence).flatMap((set) =>
		set.children(TAG.set).flatMap((attribute): GeneralName[] => {
			const reader = attribute.reader();
			const isEmail = reader.next().oid() === '1.2.840.113549.1.9.1';
			return isEmail ? [{ kind: 'email', text: reader.next().text() }] : [];
		}),
	);
}
