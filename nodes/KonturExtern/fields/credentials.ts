import type { ICredentialsDisplayOptions, INodeCredentialDescription } from 'n8n-workflow';
import type { Catalog } from '../../shared/catalog';

/**
 * Shows the certificate credential for the operations that need it. n8n's editor hides the fields that "show" depends
 * on: with the operation there, it would hide the resource. So the other operations are hidden by name, across all
 * resources shown; an operation with the same name as one that needs the credential shows it too.
 */
function certificateShown({ resources }: Catalog): ICredentialsDisplayOptions {
	const shown = resources.filter(({ operations }) => operations.some(({ certificate }) => certificate));
	const operations = shown.flatMap((resource) => resource.operations);
	const needing = new Set(operations.filter(({ certificate }) => certificate).map(({ value }) => value));
	const others = new Set(operations.map(({ value }) => value).filter((value) => !needing.has(value)));
	return { show: { resource: shown.map(({ value }) => value) }, hide: { operation: [...others].sort() } };
}

/** The credentials of a node of Kontur.Extern. */
export const credentialsOf = (catalog: Catalog): INodeCredentialDescription[] => [
	{
		name: 'konturExternApi',
		required: true,
		displayOptions: { show: { authentication: ['apiKey'] }, hide: { withoutCredential: [true] } },
	},
	{
		name: 'konturExternOAuth2Api',
		required: true,
		displayOptions: { show: { authentication: ['oAuth2'] }, hide: { withoutCredential: [true] } },
	},
	{
		name: 'konturCertificateApi',
		displayName: 'Certificate to Sign With',
		testedBy: 'testCertificate',
		displayOptions: certificateShown(catalog),
	},
];
