import { unsupported } from '../base/errors';
import { Asn1 } from './der';

/** AlgorithmIdentifier (RFC 5280 4.1.1.2). */
export interface AlgorithmIdentifier {
	readonly oid: string;
	readonly parameters: Asn1 | undefined;
}

export function readAlgorithm(node: Asn1): AlgorithmIdentifier {
	const reader = node.reader();
	const oid = reader.next().oid();
	return { oid, parameters: reader.rest()[0] };
}

/** The content of a ContentInfo of one type (RFC 5652 3). */
export function readContentInfo(input: Uint8Array, type: string): Asn1 {
	const reader = Asn1.parse(input, 'allowed').reader();
	const found = reader.next().oid();
	if (found !== type) throw unsupported('kind of message', found);
	return reader.next(0xa0).onlyChild();
}
