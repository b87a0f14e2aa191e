import type { Gate } from '../foreign';
import { t } from '../language';
import { NoUsableAnswer, SignInFailed } from './signIn';

const REASONS = new Map(
	Object.entries({
		ECONNREFUSED: t`the connection was refused`,
		ECONNRESET: t`the connection was lost`,
		ECONNABORTED: t`the request timed out`,
		ETIMEDOUT: t`the request timed out`,
		ENOTFOUND: t`the address was not found`,
		EAI_AGAIN: t`the DNS lookup failed`,
		EPROTO: t`the secure connection failed`,
		CERT_HAS_EXPIRED: t`the certificate of the server has expired`,
		DEPTH_ZERO_SELF_SIGNED_CERT: t`the certificate of the server is not trusted`,
		SELF_SIGNED_CERT_IN_CHAIN: t`the certificate of the server is not trusted`,
		UNABLE_TO_VERIFY_LEAF_SIGNATURE: t`the certificate of the server is not trusted`,
		UNABLE_TO_GET_ISSUER_CERT_LOCALLY: t`the certificate of the server is not trusted`,
		ERR_TLS_CERT_ALTNAME_INVALID: t`the certificate of the server is for another address`,
	}),
);

// No connection was made, so the request cannot have arrived.
const NEVER_SENT = new Set([
	...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
	...['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
	...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID'],
]);

// Node.js's HTTP parser uses HPE_…; TLS has several prefixes for certificates that it does not trust.
const NETWORK_CODE =
	/^(E[A-Z_]{3,}|ERR_[A-Z_]+|UND_ERR_\w+|HPE_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

// Of n8n's words.
const LONGEST_REASON = 1024;

/** Returns the network code (`ECONNRESET` ...) of a request without a response; undefined when it was never sent. */
export function networkCode(error: unknown): string | undefined {
	for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
		const { code, cause, httpCode } = at as { code?: unknown; cause?: unknown; httpCode?: unknown };
		for (const value of [code, httpCode]) {
			if (typeof value === 'string' && NETWORK_CODE.test(value)) return value;
		}
		at = cause;
	}
	return undefined;
}

/** Says why no response came. */
export const networkReason = (code: string): string =>
	REASONS.get(code) ??
	(code.startsWith('HPE_') ? t`the response was damaged` : code.replace(/^E/, '').toLowerCase());

/** Whether a request without a response may have arrived. */
export const mayHaveBeenSent = (code: string): boolean => !NEVER_SENT.has(code);

/** Returns the errors that led to an error, itself first. */
function causesOf(error: unknown): object[] {
	const causes: object[] = [];
	for (let at = error; typeof at === 'object' && at !== null && causes.length < 5;) {
		causes.push(at);
		at = (at as { cause?: unknown }).cause;
	}
	return causes;
}

/**
 * Returns why n8n itself did not send a request, in n8n's own words: the address is blocked by its SSRF protection, or is
 * not among the allowed domains of the credential.
 */
export function ownReason(error: unknown, gate: Gate): { reason: string; details?: string } {
	const said = causesOf(error).map((one) => one as { message?: unknown; description?: unknown });
	const message = said.map((one) => gate.text(one.message, LONGEST_REASON)).find(Boolean);
	const description = said
		.map((one) => gate.text(one.description, LONGEST_REASON))
		.find((text) => text !== '' && text !== message);
	return { reason: message ?? t`the request could not be made`, details: description };
}

/** Returns what the network said, which names the host; n8n replaces messages that contain it. */
export function networkDetails(error: unknown, gate: Gate): string {
	const found = causesOf(error).find((one) => networkCode(one) !== undefined && one instanceof Error);
	const innermost = causesOf(found).at(-1) as { message?: unknown } | undefined;
	const details = gate.text(innermost?.message, LONGEST_REASON);
	return details ? t`\nDetails: ${details}` : '';
}

/** Returns the error of a sign-in without a response: what the network or n8n itself says. */
export function unreachableError(displayName: string, error: unknown, gate: Gate): SignInFailed {
	const code = networkCode(error);
	if (code === undefined) {
		const { reason, details } = ownReason(error, gate);
		return new SignInFailed(
			t`${displayName}: the sign-in was not sent. ${[reason, details].filter(Boolean).join('. ')}`,
		);
	}
	return new NoUsableAnswer(
		t`${displayName} cannot be reached for sign-in (${networkReason(code)}). Check the network, the proxy and the addresses in the credential.`,
		mayHaveBeenSent(code),
	);
}
