import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { SignInRefused } from '../auth';
import { t } from '../language';
import type { KonturContext } from './request';

/*
 * n8n keeps one connection per OAuth2 credential and signs every request with the values of the first item, so
 * expressions in the credential cannot make items act as different users: all would act as the one who connected it.
 */

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

const SAYS_NOTHING = ['oauthTokenData', 'parallelRequests', 'sessionToken'];

/** Returns text that tells users apart: a hash of everything in a credential that says who signs in, and where. */
export const userOf = (credentials: ICredentialDataDecryptedObject): string =>
	hash(Object.entries(credentials).filter(([name]) => !SAYS_NOTHING.includes(name)));

const refuse = (): never => {
	throw new SignInRefused(
		t`The OAuth2 credential has expressions that give different items different values, but n8n keeps one connection per credential: all items would act as the user who connected it. Use the credential Kontur.Extern API, which keeps users apart, or one OAuth2 credential per user.`,
	);
};

const mixed = new WeakMap<KonturContext, Promise<boolean>>();

async function areMixed(context: KonturContext, type: string): Promise<boolean> {
	if (!('getInputData' in context)) return false;
	const users = new Set<string>();
	for (const index of context.getInputData().keys()) {
		users.add(userOf(await context.getCredentials(type, index)));
	}
	return users.size > 1;
}

interface Connection {
	user: string;
	token: string;
}

/** The values that each connection was used with last, by credential ID: a loop may bring one item at a time. */
const connections = new Map<string, Connection>();

/**
 * Checks that an OAuth2 credential stands for one user.
 * @throws SignInRefused when its expressions give the items of the execution, or of an earlier one with the same
 * connection, different values
 */
export async function checkOneUser(
	context: KonturContext,
	type: string,
	credentials: ICredentialDataDecryptedObject,
): Promise<void> {
	if (!credentials.hasExpressions || !('getInputData' in context)) return;
	const checking = mixed.get(context) ?? areMixed(context, type);
	mixed.set(context, checking);
	if (await checking) refuse();
	const id = context.getNode().credentials?.[type]?.id ?? '';
	const { access_token: accessToken, refresh_token: refreshToken } = (credentials.oauthTokenData ??
		{}) as IDataObject;
	const current: Connection = {
		user: userOf(credentials),
		token: hash([accessToken, refreshToken]),
	};
	const before = connections.get(id);
	if (before && before.user !== current.user && before.token === current.token) refuse();
	connections.set(id, current);
}
