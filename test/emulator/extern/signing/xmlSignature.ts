const signature = /<(?:[\w.-]+:)?Signature\s[^>]*"http:\/\/www\.w3\.org\/2000\/09\/xmldsig#"/;

/** Whether a file carries its signature inside (XMLDSig), as files for the Social Fund may. Looked at, not verified. */
export function carriesSignature(bytes: Buffer): boolean {
	return signature.test(bytes.toString('latin1'));
}
