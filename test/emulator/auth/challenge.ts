import type { EmulatorState } from '../core/state';
import type { Certificate } from './certificate';
import { envelop } from './cms';
import { userByThumbprint, type AuthState, type User } from './state';

const lifetime = 10 * 60 * 1000;
// Bytes that a client which takes the challenge for text would spoil.
const notText = Buffer.from([0x00, 0xff, 0x0d, 0x0a, 0x80, 0x0a]);
const nobody = '00000000-0000-0000-0000-000000000000';

function randomBytes(auth: AuthState, userId: string): Buffer {
	const id = Buffer.from(userId.replace(/-/g, ''), 'hex');
	return Buffer.concat([id, auth.random.bytes(32), notText]);
}

/** Challenges are kept by user; those to nobody's certificate lead nowhere and are kept by its thumbprint. */
function holder(owner: User | undefined, thumbprint: string): string {
	return owner?.login ?? thumbprint.toUpperCase();
}

/**
 * Makes the user's one open challenge, in place of an earlier one, as CMS EnvelopedData (DER).
 * A certificate that belongs to nobody gets one too: only the answer tells.
 */
export async function giveChallenge(
	state: EmulatorState,
	certificate: Certificate,
	wantsApiKey: boolean,
): Promise<Buffer> {
	const owner = userByThumbprint(state, certificate.thumbprint);
	const plaintext = randomBytes(state.auth, owner?.id ?? nobody);
	const envelope = await envelop(plaintext, certificate, state.options);
	const { auth } = state;
	const challenge = { plaintext, wantsApiKey, expiresAt: auth.clock.now().getTime() + lifetime };
	auth.challenges.set(holder(owner, certificate.thumbprint), challenge);
	if (auth.challengesToSteal > 0) {
		auth.challengesToSteal -= 1;
		challenge.plaintext = randomBytes(auth, nobody);
	}
	return envelope;
}

/** Whether the challenge was given by a service that wants an api-key with the answer. */
export function wantsApiKey(state: EmulatorState, thumbprint: string): boolean {
	const owner = userByThumbprint(state, thumbprint);
	return state.auth.challenges.get(holder(owner, thumbprint))?.wantsApiKey ?? false;
}

export type ChallengeProblem = 'UnknownCertificate' | 'RndBytesNotFound' | 'RndBytesExpired' | 'WrongKey';

/** The user who answered the challenge, which is used up by that, or what is wrong with the answer. */
export function answerChallenge(
	state: EmulatorState,
	thumbprint: string,
	answer: Buffer,
): User | ChallengeProblem {
	const { auth } = state;
	const user = userByThumbprint(state, thumbprint);
	if (!user) return 'UnknownCertificate';
	const challenge = auth.challenges.get(user.login);
	if (!challenge) return 'RndBytesNotFound';
	if (challenge.expiresAt <= auth.clock.now().getTime()) return 'RndBytesExpired';
	if (!challenge.plaintext.equals(answer)) return 'WrongKey';
	auth.challenges.delete(user.login);
	return user;
}

/** Another login of each user replaces what is open now, and the next so many at once after they are given. */
export function stealChallenges(auth: AuthState, next: number): number {
	for (const challenge of auth.challenges.values()) challenge.plaintext = randomBytes(auth, nobody);
	auth.challengesToSteal = next;
	return auth.challenges.size;
}
