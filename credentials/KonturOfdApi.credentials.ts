import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';
import {
	keyFields,
	loginFields,
	ofdCredentialTest,
	ofdEnvironmentFields,
	ofdParallelRequestsField,
	ofdSignIn,
	sessionHooks,
	sessionTokenField,
	skipValidityCheckField,
	staticTokenField,
	withExpressionField,
} from '../nodes/shared/auth';
import { inReadersLanguage } from '../nodes/shared/language';

const hooks = sessionHooks(ofdSignIn);

export class KonturOfdApi implements ICredentialType {
	name = 'konturOfdApi';

	displayName = 'Kontur.OFD API';

	icon: Icon = {
		light: 'file:../nodes/KonturOfd/konturOfd.svg',
		dark: 'file:../nodes/KonturOfd/konturOfd.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/keys.md#ofd';

	properties: INodeProperties[] = withExpressionField([
		sessionTokenField,
		...ofdEnvironmentFields({ signIn: ['password', 'certificate'] }),
		{
			displayName: 'Integrator Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The key that Kontur.OFD issued to you as an integrator',
		},
		{
			displayName: 'Sign-In Method',
			name: 'signIn',
			type: 'options',
			default: 'password',
			options: [
				{
					name: 'Login and Password',
					value: 'password',
					description: 'The session is renewed automatically',
				},
				{
					name: 'Certificate',
					value: 'certificate',
					description: "The user's certificate and private key. The session is renewed automatically.",
				},
				{
					name: 'Session (Auth.sid)',
					value: 'sid',
					description: 'An auth.sid that you obtained elsewhere. It is not renewed.',
				},
			],
		},
		...loginFields({ signIn: ['password'] }),
		...keyFields({ signIn: ['certificate'] }),
		skipValidityCheckField({ signIn: ['certificate'] }),
		staticTokenField('Session', 'The auth.sid, without the prefix "auth.sid"', {
			signIn: ['sid'],
		}),
		ofdParallelRequestsField,
	]);

	preAuthentication = hooks.preAuthentication;

	authenticate = hooks.authenticate;

	test = ofdCredentialTest;

	constructor() {
		Object.assign(this, inReadersLanguage({ ...this }));
	}
}
