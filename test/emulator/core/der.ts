export interface DerElement {
	tag: number;
	/** The whole element with its header. */
	whole: Buffer;
	body: Buffer;
}

/** Reads one element at the beginning of the bytes, or nothing when they are not DER. */
export function readElement(bytes: Buffer): DerElement | undefined {
	if (bytes.length < 2) return undefined;
	let length = bytes[1];
	let header = 2;
	if (length > 0x80) {
		const count = length - 0x80;
		if (count > 4 || bytes.length < 2 + count) return undefined;
		length = bytes.readUIntBE(2, count);
		header += count;
	} else if (length === 0x80) {
		return undefined;
	}
	if (bytes.length < header + length) return undefined;
	const whole = bytes.subarray(0, header + length);
	return { tag: bytes[0], whole, body: whole.subarray(header) };
}

export function readElements(bytes: Buffer): DerElement[] | undefined {
	const result: DerElement[] = [];
	for (let rest = bytes; rest.length > 0;) {
		const element = readElement(rest);
		if (!element) return undefined;
		result.push(element);
		rest = rest.subarray(element.whole.length);
	}
	return result;
}

const sequence = 0x30;
const context0 = 0xa0;
const signedData = Buffer.from('2a864886f70d010702', 'hex');

export function isDerSequence(bytes: Buffer): boolean {
	const element = readElement(bytes);
	return element?.tag === sequence && element.whole.length === bytes.length;
}

export interface SignedDataFacts {
	/** DER of the certificates inside; empty when the signature carries none. */
	certificates: Buffer[];
	signers: number;
}

/** The parts of a CMS SignedData the emulator judges by, or nothing when the bytes are something else. */
export function readSignedData(bytes: Buffer): SignedDataFacts | undefined {
	if (!isDerSequence(bytes)) return undefined;
	const [type, wrapper] = readElements(readElement(bytes)?.body ?? Buffer.alloc(0)) ?? [];
	if (!type || !wrapper || !type.body.equals(signedData) || wrapper.tag !== context0) return undefined;
	const data = readElement(wrapper.body);
	const members = data?.tag === sequence ? readElements(data.body) : undefined;
	if (!members || members.length < 4) return undefined;
	const certificateSet = members.slice(3).find((member) => member.tag === context0);
	const certificates = certificateSet ? readElements(certificateSet.body) : [];
	const signers = members.at(-1);
	const signerInfos = signers?.tag === 0x31 ? readElements(signers.body) : undefined;
	if (!certificates || !signerInfos) return undefined;
	return { certificates: certificates.map((item) => item.whole), signers: signerInfos.length };
}
