import type { Clock } from '../core/clock';
import type { ErrorFormatter, Route } from '../core/router';

export type OfdState = Record<string, unknown>;

export function createOfdState(_clock: Clock): OfdState {
	return {};
}

export const routes: Route[] = [];

export const formatError: ErrorFormatter = (error) => ({
	status: error.status,
	json: { moreInfo: error.message },
});
