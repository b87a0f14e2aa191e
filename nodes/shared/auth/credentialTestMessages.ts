import type { IAuthenticateRuleResponseCode } from 'n8n-workflow';

/** What the credential test says for an HTTP status: n8n by itself shows the bare status text. */
export const statusRules = (
	displayName: string,
	own: Readonly<Record<400 | 401 | 403 | 404, string>>,
): IAuthenticateRuleResponseCode[] =>
	Object.entries({
		...own,
		429: `${displayName} is receiving too many requests. Try again in a minute.`,
		503: `${displayName} is not available just now. Try again in a few minutes.`,
	}).map(([value, message]) => ({ type: 'responseCode', properties: { value: Number(value), message } }));
