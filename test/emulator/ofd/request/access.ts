import { presentedSession } from '../../auth/credentials';
import { findSession } from '../../auth/state';
import type { EmulatorRequest } from '../../core/router';
import { OfdFault, type OfdErrorName } from '../errors';
import type { Grant, IntegratorKey, Organization, Register } from '../types';

const KEY_HEADER = 'x-kontur-ofd-apikey';

/** Key first, session second: the order in which both failures of one request show. */
export function authorize(request: EmulatorRequest): IntegratorKey {
	const header = request.headers[KEY_HEADER];
	const presented = (Array.isArray(header) ? header[0] : header)?.trim();
	if (!presented) throw new OfdFault('keyMissing');
	const key = request.state.ofd.keys.find((item) => item.key === presented);
	if (!key) throw new OfdFault('keyUnknown');
	const given = presentedSession(request.headers);
	const session = given?.scheme === 'auth.sid' ? findSession(request.state.auth, given.value) : undefined;
	if (!session) throw new OfdFault('sessionMissing');
	if (key.logins !== null && !key.logins.includes(session.login)) throw new OfdFault('forbidden');
	return key;
}

export interface OpenOrganization {
	organization: Organization;
	grant: Grant;
}

export function openOrganizations(request: EmulatorRequest, key: IntegratorKey): Organization[] {
	return request.state.ofd.organizations.filter(
		({ id, revoked }) => !revoked && key.grants.some(({ organizationId }) => organizationId === id),
	);
}

function grantOf(key: IntegratorKey, organization: Organization): Grant | undefined {
	if (organization.revoked) return undefined;
	return key.grants.find(({ organizationId }) => organizationId === organization.id);
}

export function openOrganization(
	request: EmulatorRequest,
	key: IntegratorKey,
	fits: (organization: Organization) => boolean,
	refusal: OfdErrorName = 'forbiddenOrganization',
): OpenOrganization {
	const organization = request.state.ofd.organizations.find(fits);
	if (!organization) throw new OfdFault('organizationNotFound');
	const grant = grantOf(key, organization);
	if (!grant) throw new OfdFault(refusal);
	return { organization, grant };
}

export function openRegisters({ organization, grant }: OpenOrganization): Register[] {
	return organization.registers.filter(
		({ regNumber, revoked }) =>
			!revoked && (grant.registers === 'all' || grant.registers.includes(regNumber)),
	);
}

export function openRegister(
	opened: OpenOrganization,
	regNumber: string,
	refusal: OfdErrorName = 'forbiddenRegister',
): Register {
	const register = openRegisters(opened).find((item) => item.regNumber === regNumber);
	if (!register) throw new OfdFault(refusal);
	return register;
}

/** Organization totals require every register of the organization, including future ones. */
export function opensEverything({ organization, grant }: OpenOrganization): boolean {
	return grant.registers === 'all' && organization.registers.every(({ revoked }) => !revoked);
}
