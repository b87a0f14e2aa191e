import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';
import { keyFields } from '../nodes/shared/auth';
import { inReadersLanguage } from '../nodes/shared/language';

/** A private key and its certificate. It authenticates no requests, so the Kontur Signature node tests it. */
export class KonturCertificateApi implements ICredentialType {
	name = 'konturCertificateApi';

	displayName = 'Kontur Certificate API';

	icon: Icon = {
		light: 'file:../nodes/KonturSignature/konturCertificate.svg',
		dark: 'file:../nodes/KonturSignature/konturCertificate.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/keys.md#certificate';

	hideDomainRestrictionFields = true;

	properties: INodeProperties[] = keyFields();

	constructor() {
		Object.assign(this, inReadersLanguage({ ...this }));
	}
}
