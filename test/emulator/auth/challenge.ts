import type { EmulatorState } from '../core/state';
import type { Certificate } from './certificate';
import { envelop } from './cms';
import { userByThumbprint, type AuthState, type User } from './state';

const lifetime = 10 * 60 * 1000;
// Bytes that a client would corrupt if it treated the challenge as text.
const notText = Buffer.from([0x00, 0xff, 0x0d, 0x0a, 0x80, 0x0a]);
const nobody = '00000000-0000-0000-0000-000000000000';

function randomBytes(auth: AuthState, userId: string): Buffer {
	const id = Buffer.from(userId.replace(/-/g, ''), 'hex');
	return Buffer.concat([id, auth.random.bytes(32), notText]);
}

/** Challenges are stored by user; those for an unregistered certificate, which open no session, by its thumbprint. */
function holder(owner: User | undefined, thumbprint: string): string {
	return owner?.login ?? thumbprint.toUpperCase();
}

/**
 * Creates the user's only open challenge, replacing an earlier one, as CMS EnvelopedData (DER). An unregistered
 * certificate gets one too; only the response to it fails.
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

/** Returns whether the challenge came from a service that requires an api-key with the answer. */
export function wantsApiKey(state: EmulatorState, thumbprint: string): boolean {
	const owner = userByThumbprint(state, thumbprint);
	return state.auth.challenges.get(holder(owner, thumbprint))?.wantsApiKey ?? false;
}

export type ChallengeProblem = 'UnknownCertificate' | 'RndBytesNotFound' | 'RndBytesExpired' | 'WrongKey';

/** Uses up the challenge; returns the user who answered it, or what is wrong with the answer. */
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

/**
 * Simulates another login of each user, which replaces the open challenges, and a number of later ones as soon as they
 * are issued.
 */
export function stealChallenges(auth: AuthState, next: number): number {
	for (const challenge of auth.challenges.values()) challenge.plaintext = randomBytes(auth, nobody);
	auth.challengesToSteal = next;
	return auth.challenges.size;
}
