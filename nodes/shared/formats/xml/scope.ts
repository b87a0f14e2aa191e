import { t } from '../../language';
import { XmlError } from './error';

const XML = 'http://www.w3.org/XML/1998/namespace';
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** The namespaces in force (Namespaces in XML 1.0). */
export class Namespaces {
	private readonly uris = new Map<string, string[]>([['xml', [XML]]]);

	/** @returns the namespace of a prefix; the empty prefix is the default namespace */
	lookUp(prefix: string): string {
		const uri = this.uris.get(prefix)?.at(-1);
		if (uri === undefined && prefix !== '') throw new XmlError(t`uses the undeclared prefix "${prefix}"`);
		return uri ?? '';
	}

	declare(prefix: string, uri: string): void {
		const isReserved = prefix === 'xmlns' || uri === XMLNS || (prefix === 'xml') !== (uri === XML);
		if (isReserved || (prefix !== '' && uri === '')) throw new XmlError(t`declares an invalid namespace`);
		const list = this.uris.get(prefix);
		if (list) list.push(uri);
		else this.uris.set(prefix, [uri]);
	}

	forget(prefixes: readonly string[]): void {
		for (const prefix of prefixes) this.uris.get(prefix)?.pop();
	}
}
