import { createHash } from 'node:crypto';

import { compact, type JsonObject } from '../../core/values';
import { readSignedData } from '../../core/der';
import type { Signature } from '../model';
import type { ExternState } from '../state';

export interface SignatureInput {
	content: Buffer;
	thirdParty: boolean;
	/** DER of the certificate the signature ought to be made with. */
	certificate: Buffer;
	title: string;
}

export function newSignature(extern: ExternState, input: SignatureInput, id?: string): Signature {
	const inside = readSignedData(input.content)?.certificates[0];
	return {
		id: id ?? extern.random.guid(),
		content: input.content,
		thirdParty: input.thirdParty,
		thumbprint: createHash('sha1')
			.update(inside ?? input.certificate)
			.digest('hex')
			.toUpperCase(),
		title: input.title,
		signerType: input.thirdParty ? 'third-party-representative' : 'organization-representative',
	};
}

/** `owner` is the address of the document, `parents` are the links the answer adds to its own. */
export function renderSignature(signature: Signature, owner: string, parents: JsonObject[]): JsonObject {
	const self = `${owner}/signatures/${signature.id}`;
	return compact({
		id: signature.id,
		title: signature.title,
		'signature-certificate-thumbprint': signature.thumbprint,
		'content-link': { rel: 'content', href: `${self}/content` },
		links: [{ rel: 'self', href: self }, ...parents],
		'signer-type': signature.signerType,
	});
}
