import type { EmulatorRequest, Reply } from '../core/router';
import { noStore, refuse } from './identity/identityCall';
import type { AuthState, Client, PartialFactor, User } from './state';

const lifetime = 5 * 60 * 1000;

/** The factors that the user must present, in plain words. */
function identityOf(user: User, grantType: string): string {
	if (grantType === 'password') return user.login;
	if (grantType === 'certificate') return [...user.certificates][0] ?? '';
	return `+7******${user.phone.slice(-4)}`;
}

export function findPartialFactor(auth: AuthState, client: Client, token: string): PartialFactor | undefined {
	const found = auth.partialFactors.get(token);
	const usable = found?.clientId === client.clientId && found.expiresAt > auth.clock.now().getTime();
	return usable ? found : undefined;
}

/** Returns undefined once the user has passed every factor with this grant, otherwise a refusal that asks for the rest. */
export function furtherFactors(
	request: EmulatorRequest,
	form: URLSearchParams,
	client: Client,
	user: User,
	passed: string,
): Reply | undefined {
	const { auth } = request.state;
	const token = form.get('partial_factor_token');
	const earlier = token ? findPartialFactor(auth, client, token) : undefined;
	if (token && earlier?.login !== user.login) {
		return refuse('invalid_grant', 'the partial factor token is unknown, expired or of another user');
	}
	const done = [...(earlier?.done ?? []), passed];
	if (token) auth.partialFactors.delete(token);
	const wanted = user.factors.filter((factor) => !done.includes(factor));
	if (wanted.length === 0) return undefined;
	const next = auth.random.hex(64);
	auth.partialFactors.set(next, {
		login: user.login,
		clientId: client.clientId,
		done,
		expiresAt: request.now().getTime() + lifetime,
	});
	return {
		status: 400,
		headers: noStore,
		json: {
			error: 'invalid_grant',
			error_description: 'mfa_required',
			partial_factor_token: next,
			required_factors: wanted.map((factor) => ({
				grant_type: factor,
				identity: identityOf(user, factor),
			})),
		},
	};
}
