import { CREDENTIAL_BLANKING_VALUE, CREDENTIAL_EMPTY_VALUE, NodeHelpers } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, INodeParameters, INodeProperties } from 'n8n-workflow';

import type { CredentialStore } from './credential-store';
import type { CredentialTypeRegistry } from './credential-types';

type Data = ICredentialDataDecryptedObject;

/** What the editor receives: secrets replaced by placeholders. */
export function redact(stored: Data, properties: INodeProperties[]): Data {
	const redacted = structuredClone(stored);
	for (const [key, value] of Object.entries(stored)) {
		const property = properties.find(({ name }) => name === key);
		const isSecret = key === 'oauthTokenData' || property?.typeOptions?.password === true;
		const text = String(value ?? '');
		if (!isSecret || (text.startsWith('={{') && !property?.noDataExpression)) continue;
		redacted[key] = text.length > 0 ? CREDENTIAL_BLANKING_VALUE : CREDENTIAL_EMPTY_VALUE;
	}
	return redacted;
}

/** What the server does with returned data: placeholders replaced by the stored values. */
export function unredact(sent: Data, stored: Data): Data {
	const restored = structuredClone(sent);
	for (const [key, value] of Object.entries(sent)) {
		const text = typeof value === 'string' && value.startsWith('=') ? value.slice(1) : value;
		if (text === CREDENTIAL_BLANKING_VALUE || text === CREDENTIAL_EMPTY_VALUE) {
			restored[key] = stored[key];
		}
	}
	return restored;
}

/** Type into the shown fields, then Save. */
function saveFromEditor(stored: Data, typed: Data, properties: INodeProperties[]): Data {
	const form = { ...redact(stored, properties), ...typed };
	// Only values that differ from the default and belong to displayed fields leave the editor.
	const sent = NodeHelpers.getNodeParameters(
		properties,
		form as INodeParameters,
		false,
		false,
		null,
		null,
	) as Data | null;
	const saved = unredact(sent ?? {}, stored);
	if (stored.oauthTokenData) saved.oauthTokenData = stored.oauthTokenData;
	return saved;
}

/** What a user can do with stored credentials, or a test with the database. */
export class CredentialAccess {
	constructor(
		private readonly store: CredentialStore,
		private readonly types: CredentialTypeRegistry,
	) {}

	/** The raw stored data, before defaults. */
	get(id: string): Data {
		return this.store.get(id).data;
	}

	/** Replaces the stored data, hidden fields included. */
	set(id: string, data: Data): void {
		this.store.put(id, { ...this.store.get(id), data });
	}

	/** Save in the editor: hidden fields come back as a placeholder and keep their stored value. */
	edit(id: string, visibleFields: Data): void {
		const properties = this.types.getProperties(this.store.get(id).type);
		this.set(id, saveFromEditor(this.get(id), visibleFields, properties));
	}
}
