import { t } from '../../language';
import { damaged, unsupported } from '../base/errors';
import { Asn1 } from './der';

/** AlgorithmIdentifier (RFC 5280, section 4.1.1.2). */
export interface AlgorithmIdentifier {
	readonly oid: string;
	readonly parameters: Asn1 | undefined;
}

/** Reads AlgorithmIdentifier. Throws `damaged` for another structure. */
export function readAlgorithm(node: Asn1): AlgorithmIdentifier {
	const reader = node.reader();
	const oid = reader.next().oid();
	const [parameters, ...others] = reader.rest();
	if (others.length > 0) throw damaged(t`trailing bytes`);
	return { oid, parameters };
}

/** Returns the content of a ContentInfo (RFC 5652, section 3). Throws `unsupported` unless it has the content type. */
export function readContentInfo(input: Uint8Array, type: string): Asn1 {
	const reader = Asn1.parse(input, 'allowed').reader();
	const found = reader.next().oid();
	if (found !== type) throw unsupported(t`message type`, found);
	const content = reader.next(0xa0).onlyChild();
	reader.end();
	return content;
}
