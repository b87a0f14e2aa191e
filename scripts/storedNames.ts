import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { KonturCertificateApi } from '../credentials/KonturCertificateApi.credentials.js';
import { KonturExternApi } from '../credentials/KonturExternApi.credentials.js';
import { KonturExternOAuth2Api } from '../credentials/KonturExternOAuth2Api.credentials.js';
import { KonturOfdApi } from '../credentials/KonturOfdApi.credentials.js';
import { KonturExtern } from '../nodes/KonturExtern/KonturExtern.node.js';
import { KonturExternAdvanced } from '../nodes/KonturExtern/KonturExternAdvanced.node.js';
import { KonturExternTrigger } from '../nodes/KonturExtern/KonturExternTrigger.node.js';
import { KonturOfd } from '../nodes/KonturOfd/KonturOfd.node.js';
import { KonturOfdTrigger } from '../nodes/KonturOfd/KonturOfdTrigger.node.js';
import { KonturSignature } from '../nodes/KonturSignature/KonturSignature.node.js';

export const nodeClasses = [
	KonturExtern,
	KonturExternAdvanced,
	KonturExternTrigger,
	KonturOfd,
	KonturOfdTrigger,
	KonturSignature,
];
export const credentialClasses = [KonturCertificateApi, KonturExternApi, KonturExternOAuth2Api, KonturOfdApi];

/** Marks a field of later versions of a node only: its default may be another one than before. */
function versionOf({ displayOptions }: INodeProperties): string {
	const versions = (displayOptions?.show?.['@version'] ?? [1]) as number[];
	return versions.includes(1) ? '' : ` @${versions.join(',')}`;
}

/** The operations of each resource. A property shown for several resources names operations of any of them. */
function operationsOf(properties: INodeProperties[]): Record<string, unknown[]> {
	const lists = properties.filter(({ name }) => name === 'operation');
	return Object.fromEntries(
		lists.map(({ displayOptions, options = [] }) => [
			String(displayOptions?.show?.resource?.[0]),
			options.map((option) => ('value' in option ? option.value : undefined)),
		]),
	);
}

function collect(prefix: string, properties: INodeProperties[], names: Record<string, string>): void {
	const operations = operationsOf(properties);
	for (const property of properties) {
		const { resource, operation } = (property.displayOptions?.show ?? {}) as Record<
			string,
			string[] | undefined
		>;
		const placesIn = (r: string) =>
			operation?.filter((o) => operations[r].includes(o)).map((o) => `${r}.${o}.`) ?? [`${r}.*.`];
		for (const shownFor of resource?.flatMap(placesIn) ?? ['']) {
			const name = `${prefix}${shownFor}${property.name}${versionOf(property)}`;
			names[name] = `${property.type} = ${JSON.stringify(property.default)}`;
			for (const option of property.options ?? []) {
				if ('value' in option) names[`${name}: ${String(option.value)}`] = 'option';
				else if ('values' in option) collect(`${name}/${option.name}/`, option.values, names);
				else collect(`${name}/`, [option], names);
			}
		}
	}
}

/**
 * Returns everything that a saved workflow or credential refers to: types, fields with type and default, option
 * values. Sorted, so that a new operation adds lines to the record and moves none.
 */
export function storedNames(): Record<string, string> {
	const names: Record<string, string> = {};
	for (const NodeClass of nodeClasses) {
		const { description }: { description: INodeTypeDescription } = new NodeClass() as INodeType;
		names[description.name] = 'node';
		collect(`${description.name} `, description.properties, names);
	}
	for (const CredentialClass of credentialClasses) {
		const credential = new CredentialClass();
		names[credential.name] = 'credential';
		collect(`${credential.name} `, credential.properties, names);
	}
	return Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)));
}
