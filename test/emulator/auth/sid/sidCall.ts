import type { EmulatorRequest, Reply } from '../../core/router';
import { presentedApiKey } from '../credentials';
import { clientByApiKey, type Client, type Session } from '../state';

export function refuse(code: string, status = 403): Reply {
	return { status, json: { Code: code } };
}

export const parameterMissing = refuse('ParameterMissing', 400);

export function sessionReply(session: Session): Reply {
	return { status: 200, json: { Sid: session.sid, RefreshToken: session.refreshToken } };
}

/** A query parameter, whose name may be spelt in any letter case. */
export function parameter(query: URLSearchParams, name: string): string {
	for (const [key, value] of query) if (key.toLowerCase() === name.toLowerCase()) return value;
	return '';
}

/** The application by its api-key, however that is passed, or the refusal. */
export function callingApplication(request: EmulatorRequest): { client: Client } | { refusal: Reply } {
	const apiKey = presentedApiKey(request.headers, request.query);
	if (!apiKey) return { refusal: refuse('ApiKeyRequired', 401) };
	const client = clientByApiKey(request.state.auth, apiKey);
	return client ? { client } : { refusal: refuse('InvalidApiKey') };
}
