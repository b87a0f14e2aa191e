const special: Record<string, number> = { Ё: 0xa8, ё: 0xb8, '«': 0xab, '»': 0xbb, '№': 0xb9, '—': 0x97 };

export function encodeWindows1251(text: string): Buffer {
	return Buffer.from(
		[...text].map((char) => {
			const code = char.codePointAt(0) ?? 0;
			if (code < 0x80) return code;
			if (code >= 0x410 && code <= 0x44f) return code - 0x410 + 0xc0;
			return special[char] ?? 0x3f;
		}),
	);
}

export function decodeWindows1251(bytes: Buffer): string {
	return new TextDecoder('windows-1251').decode(bytes);
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Bytes of a base64 text; line breaks inside are allowed, anything else foreign is not. */
export function decodeBase64(text: string): Buffer | undefined {
	const packed = text.replace(/[\r\n\s]/g, '');
	return packed !== '' && base64.test(packed) ? Buffer.from(packed, 'base64') : undefined;
}
