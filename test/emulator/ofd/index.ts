import type { ErrorFormatter, Route } from '../core/router';
import { controlRoutes } from './control';
import { OfdFault, refusal } from './errors';
import { dataRoutes } from './routes';

export { KEYS, ORGANIZATION_IDS, OTHER_INTEGRATOR_LOGIN, REG_NUMBERS } from './shop/seed';
export { createOfdState, OfdState } from './state';
export type { FiscalDocument, Organization, Register } from './types';
export { refusal };

export const routes: Route[] = [...dataRoutes, ...controlRoutes];

/** Failures outside the catalogue (unknown address, too many requests, a crash) have no error body. */
export const formatError: ErrorFormatter = (error) =>
	error.status === 400
		? { status: 400, json: new OfdFault('badRequest').body }
		: { status: error.status, text: error.message };
