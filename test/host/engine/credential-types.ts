import { injectDomainRestrictionFields, NodeHelpers, UserError } from 'n8n-workflow';
import type { ICredentialType, INodeProperties } from 'n8n-workflow';

const hidden = (name: string, value: string | boolean | number = ''): INodeProperties => ({
	displayName: name,
	name,
	type: 'hidden',
	default: value,
});

// n8n's base type lives in n8n-nodes-base, which is not installed here. Only the names and defaults
// that the OAuth2 request code reads matter.
const oAuth2Api: ICredentialType = {
	name: 'oAuth2Api',
	displayName: 'OAuth2 API',
	genericAuth: true,
	properties: [
		hidden('useDynamicClientRegistration', false),
		hidden('grantType', 'authorizationCode'),
		hidden('authUrl'),
		hidden('accessTokenUrl'),
		hidden('clientId'),
		hidden('clientSecret'),
		hidden('scope'),
		hidden('authQueryParameters'),
		hidden('authentication', 'header'),
		hidden('ignoreSSLIssues', false),
		{ ...hidden('oauthTokenData'), type: 'json', default: {} },
	],
};

/** n8n's CredentialTypes service for the given credential classes. */
export class CredentialTypeRegistry {
	private readonly types = new Map<string, ICredentialType>();

	constructor(credentialTypes: ICredentialType[]) {
		for (const type of [oAuth2Api, ...credentialTypes]) {
			const prototype = Object.getPrototypeOf(type) as object;
			const loaded = Object.assign(Object.create(prototype) as ICredentialType, type);
			loaded.properties = injectDomainRestrictionFields(type);
			this.types.set(type.name, loaded);
		}
	}

	getByName(name: string): ICredentialType {
		const type = this.types.get(name);
		if (!type) throw new UserError(`Unrecognized credential type: ${name}`);
		return type;
	}

	has(name: string): boolean {
		return this.types.has(name);
	}

	getParentTypes(name: string): string[] {
		const parents = this.types.get(name)?.extends ?? [];
		return [...parents, ...parents.flatMap((parent) => this.getParentTypes(parent))];
	}

	getProperties(name: string): INodeProperties[] {
		const type = this.getByName(name);
		if (type.extends === undefined) return type.properties;
		const combined: INodeProperties[] = [];
		for (const parent of type.extends) {
			NodeHelpers.mergeNodeProperties(combined, this.getProperties(parent));
		}
		NodeHelpers.mergeNodeProperties(combined, type.properties);
		return combined;
	}
}
