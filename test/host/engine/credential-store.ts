import { ICredentials, UserError } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, ICredentialsEncrypted } from 'n8n-workflow';
import { setImmediate } from 'timers/promises';

import { plantCredential } from '../../support/secrets';

export interface CredentialRecord {
	name: string;
	type: string;
	data: ICredentialDataDecryptedObject;
}

export interface CredentialWrite {
	id: string;
	data: ICredentialDataDecryptedObject;
}

interface Row {
	name: string;
	type: string;
	data: string;
}

/**
 * The credentials table. Data is kept as text, as in n8n's database: each reader gets its own copy, and values that
 * JSON cannot represent are lost. Engines with the same store are processes with the same database.
 */
export class CredentialStore {
	/** Data that nodes and credential tests wrote back, in order. */
	readonly writes: CredentialWrite[] = [];

	private readonly rows = new Map<string, Row>();

	constructor(records: Record<string, CredentialRecord> = {}) {
		for (const [id, record] of Object.entries(records)) this.put(id, record);
	}

	put(id: string, { name, type, data }: CredentialRecord): void {
		plantCredential(type, data);
		this.rows.set(id, { name, type, data: JSON.stringify(data) });
	}

	has(id: string): boolean {
		return this.rows.has(id);
	}

	get(id: string): CredentialRecord {
		const { name, type, data } = this.row(id);
		return { name, type, data: JSON.parse(data) as ICredentialDataDecryptedObject };
	}

	// A database takes time: other executions run between reading a token and writing one.
	async read(id: string, type: string): Promise<StoredCredentials> {
		await setImmediate();
		const row = this.rows.get(id);
		if (row?.type !== type) {
			throw new UserError(`Credential with ID "${id}" does not exist for type "${type}".`);
		}
		return new StoredCredentials({ id, name: row.name }, type, row.data);
	}

	async write(credentials: StoredCredentials): Promise<void> {
		await setImmediate();
		const { id, type, name } = credentials;
		const data = await credentials.getData();
		if (!id) throw new UserError(`Credential "${name}" has no id`);
		this.put(id, { name, type, data });
		this.writes.push({ id, data });
	}

	private row(id: string): Row {
		const row = this.rows.get(id);
		if (!row) throw new UserError(`Credential with ID "${id}" was not found.`);
		return row;
	}
}

export class StoredCredentials extends ICredentials {
	async getData(): Promise<ICredentialDataDecryptedObject> {
		return JSON.parse(this.data ?? '{}') as ICredentialDataDecryptedObject;
	}

	async setData(data: ICredentialDataDecryptedObject): Promise<void> {
		this.data = JSON.stringify(data);
	}

	async updateData(
		toUpdate: Partial<ICredentialDataDecryptedObject>,
		toDelete: Array<keyof ICredentialDataDecryptedObject> = [],
	): Promise<void> {
		const data = { ...(await this.getData()), ...toUpdate };
		for (const key of toDelete) Reflect.deleteProperty(data, key);
		await this.setData(data as ICredentialDataDecryptedObject);
	}

	getDataToSave(): ICredentialsEncrypted {
		return { id: this.id, name: this.name, type: this.type, data: this.data };
	}
}
