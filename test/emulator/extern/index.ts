import type { ErrorFormatter, Route } from '../core/router';

export const routes: Route[] = [];

export const formatError: ErrorFormatter = (error) => ({
	status: error.status,
	json: {
		id: error.id ?? 'urn:error:externapi',
		'status-code': error.status,
		message: error.message,
		'trace-id': error.traceId,
		...error.extra,
	},
});
