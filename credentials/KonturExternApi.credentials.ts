import type { ICredentialType, INodeProperties, INodePropertyOptions, Icon } from 'n8n-workflow';
import {
	clientIdField,
	externAuthUrlField,
	externCredentialTest,
	externEnvironmentFields,
	externParallelRequestsField,
	externSignIn,
	keyFields,
	loginFields,
	sessionHooks,
	sessionTokenField,
	skipValidityCheckField,
	staticTokenField,
	withExpressionField,
} from '../nodes/shared/auth';
import { inReadersLanguage } from '../nodes/shared/language';

const hooks = sessionHooks(externSignIn);
const IDENTITY_SERVER = ['password', 'certificate', 'trusted', 'clientCredentials'];
const WITH_API_KEY = [...IDENTITY_SERVER, 'sidPassword', 'sidCertificate', 'sidTrusted', 'sid'];

/** In the order of use; the editor lists them so. */
const WAYS_TO_SIGN_IN: INodePropertyOptions[] = [
	{
		name: 'Login and Password',
		value: 'password',
		description: "Through Kontur's identity server. The token is renewed automatically.",
	},
	{
		name: 'Certificate',
		value: 'certificate',
		description: "The user's certificate and private key, through Kontur's identity server",
	},
	{
		name: 'Trusted System',
		value: 'trusted',
		description:
			"For partners of Kontur's certification authority: your RSA key vouches for a user of your system",
	},
	{
		name: 'Integration Without a User',
		value: 'clientCredentials',
		description: 'Client credentials: the service name and the API key, without a login',
	},
	{
		name: 'Access Token',
		value: 'token',
		description: 'A token that you obtained elsewhere. It is not renewed.',
	},
	{
		name: 'Login and Password (Auth.sid)',
		value: 'sidPassword',
		description: 'The legacy method, for integrations that still use auth.sid',
	},
	{
		name: 'Certificate (Auth.sid)',
		value: 'sidCertificate',
		description: 'The legacy method, for integrations that still use auth.sid',
	},
	{
		name: 'Trusted System (Auth.sid)',
		value: 'sidTrusted',
		description: 'The legacy method, with an RSA or GOST key',
	},
	{
		name: 'Session (Auth.sid)',
		value: 'sid',
		description: 'An auth.sid that you obtained elsewhere. It is not renewed.',
	},
];

export class KonturExternApi implements ICredentialType {
	name = 'konturExternApi';

	displayName = 'Kontur.Extern API';

	icon: Icon = {
		light: 'file:../nodes/KonturExtern/konturExtern.svg',
		dark: 'file:../nodes/KonturExtern/konturExtern.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/keys.md#extern';

	properties: INodeProperties[] = withExpressionField([
		sessionTokenField,
		...externEnvironmentFields({ signIn: IDENTITY_SERVER }),
		externAuthUrlField,
		{
			displayName: 'Sign-In Method',
			name: 'signIn',
			type: 'options',
			default: 'password',
			options: WAYS_TO_SIGN_IN,
		},
		{ ...clientIdField, displayOptions: { show: { signIn: IDENTITY_SERVER } } },
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The API key of your integration, from integrations.kontur.ru',
			displayOptions: { show: { signIn: WITH_API_KEY } },
		},
		...loginFields({ signIn: ['password', 'sidPassword'] }),
		{
			displayName: 'Identify User By',
			name: 'identifyBy',
			type: 'options',
			default: 'serviceUserId',
			options: [
				{
					name: 'Certificate Thumbprint',
					value: 'thumbprint',
					description: "SHA-1 thumbprint of the user's certificate",
				},
				{
					name: 'Partner User ID',
					value: 'serviceUserId',
					description: 'The ID in your system that is linked to the Kontur user',
				},
				{ name: 'Phone', value: 'phone' },
				{ name: 'SNILS', value: 'snils' },
			],
			description: 'How Kontur identifies the user you vouch for',
			displayOptions: { show: { signIn: ['sidTrusted'] } },
		},
		{
			displayName: 'User Thumbprint',
			name: 'userThumbprint',
			type: 'string',
			default: '',
			required: true,
			placeholder: '0778B8EFD8B4C49040494C15355B2556D2957774',
			description: "SHA-1 thumbprint of the user's certificate",
			// n8n's public API looks at the first condition only.
			displayOptions: { show: { identifyBy: ['thumbprint'], signIn: ['sidTrusted'] } },
		},
		{
			displayName: 'Phone',
			name: 'phone',
			type: 'string',
			default: '',
			required: true,
			placeholder: '9991234567',
			description: "The user's phone number in Kontur: 10 digits, without the country code",
			displayOptions: { show: { identifyBy: ['phone'], signIn: ['sidTrusted'] } },
		},
		{
			displayName: 'SNILS',
			name: 'snils',
			type: 'string',
			default: '',
			required: true,
			placeholder: '112-233-445 95',
			description: "The user's individual insurance account number, 11 digits",
			displayOptions: { show: { identifyBy: ['snils'], signIn: ['sidTrusted'] } },
		},
		{
			displayName: 'Partner User ID',
			name: 'serviceUserId',
			type: 'string',
			default: '',
			placeholder: 'user-42',
			description:
				'The ID in your system that is linked to the Kontur user. Partner User: Link creates the link.',
			displayOptions: { show: { signIn: ['trusted', 'sidTrusted'] } },
		},
		...keyFields({ signIn: ['certificate', 'trusted', 'sidCertificate', 'sidTrusted'] }),
		skipValidityCheckField({ signIn: ['certificate', 'sidCertificate'] }),
		staticTokenField('Token', 'The access token or auth.sid, without the prefix "Bearer" or "auth.sid"', {
			signIn: ['token', 'sid'],
		}),
		externParallelRequestsField,
	]);

	preAuthentication = hooks.preAuthentication;

	authenticate = hooks.authenticate;

	test = externCredentialTest(
		'Kontur.Extern rejected this session. Check the API key, and check that Environment matches the key and the login.',
	);

	constructor() {
		Object.assign(this, inReadersLanguage({ ...this }));
	}
}
