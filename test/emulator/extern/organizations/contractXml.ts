import { asArray, isObject, type JsonObject } from '../../core/values';
import { encodeWindows1251 } from '../files/text';

function escape(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

/** Plain members become attributes, objects and lists of objects become elements. */
export function element(name: string, value: JsonObject, indent = ''): string {
	const attributes: string[] = [];
	const children: string[] = [];
	for (const [member, inner] of Object.entries(value)) {
		if (inner === null || inner === undefined) continue;
		if (isObject(inner)) children.push(element(member, inner, `${indent}\t`));
		else if (Array.isArray(inner)) {
			for (const item of asArray(inner).filter(isObject)) children.push(element(member, item, `${indent}\t`));
		} else attributes.push(` ${member}="${escape(String(inner))}"`);
	}
	const open = `${indent}<${name}${attributes.join('')}`;
	return children.length === 0 ? `${open}/>` : `${open}>\r\n${children.join('\r\n')}\r\n${indent}</${name}>`;
}

export interface MadeFile {
	filename: string;
	bytes: Buffer;
}

/** Files for the tax service are written in windows-1251, those for the Social Fund in UTF-8. */
export function xmlFile(filename: string, root: string, encoding: 'windows-1251' | 'utf-8'): MadeFile {
	const text = `<?xml version="1.0" encoding="${encoding}"?>\r\n${root}\r\n`;
	return { filename, bytes: encoding === 'utf-8' ? Buffer.from(text) : encodeWindows1251(text) };
}
