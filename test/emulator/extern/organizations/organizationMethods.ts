import { readSignedData } from '../../core/der';
import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { accountRoute, ok, type AccountCall } from '../call';
import { bodyObject, optionalText, requiredBytes, requiredText } from '../fields';
import { organizationDetails, organizationOf } from './organizations';
import type { Organization } from '../model';
import { commonPage, sliceByBody } from '../query';

/** How long a signature over the portal's key lets the token be renewed. */
const gosuslugiLifetime = 18 * 3600 * 1000;

/** A guess: the documents say what is chosen, and not how the members are called. */
function updateSigner(call: AccountCall): Reply {
	const organization = organizationOf(call);
	const body = bodyObject(call);
	const code = requiredText(body, 'control-unit-code');
	const type = (optionalText(body, 'signer-type') ?? 'chief').toLowerCase();
	if (type !== 'chief' && type !== 'representative') {
		throw new HttpError(400, "Field 'signer-type' must be chief or representative");
	}
	const thumbprint = optionalText(body, 'certificate-thumbprint')?.toLowerCase();
	if (thumbprint !== undefined && !call.account.certificates.some((item) => item.thumbprint === thumbprint)) {
		throw new HttpError(400, "Field 'certificate-thumbprint' names no certificate of the account");
	}
	organization.signers ??= new Map();
	organization.signers.set(code, { signerType: type, ...(thumbprint ? { thumbprint } : {}) });
	return organizationDetails(call);
}

export const subscriptionStatuses = [
	'unknown',
	'subscribed',
	'unsubscribed',
	'subscribe-in-progress',
	'unsubscribe-in-progress',
	'subscribe-failed',
	'subscribe-without-response',
	'unsubscribe-without-response',
];

function searchSubscriptions(call: AccountCall): Reply {
	const organization = organizationOf(call);
	const body = bodyObject(call);
	if (requiredText(body, 'control-unit-subscription-type').toLowerCase() !== 'fss-sedo') {
		throw new HttpError(400, "Field 'control-unit-subscription-type' must be fss-sedo");
	}
	const number = optionalText(body, 'registration-number');
	const found = [...(organization.subscriptions ?? [])].filter(([own]) => !number || own === number);
	const page = sliceByBody(call, found, commonPage, body);
	return ok({
		items: page.items.map(([own, status]) => ({
			'is-sfr': true,
			'registration-number': own,
			'subscription-status': status,
		})),
		'total-count': page.total,
	});
}

function authorizeInGosuslugi(call: AccountCall): Reply {
	const organization = organizationOf(call);
	const body = bodyObject(call);
	if (requiredText(body, 'gosuslugi-uid').length !== 32) {
		throw new HttpError(400, "Field 'gosuslugi-uid' must have 32 characters");
	}
	const facts = readSignedData(requiredBytes(body, 'base64-signature-content'));
	if (!facts || facts.signers === 0) {
		throw new HttpError(400, "Field 'base64-signature-content' is not a CMS signature in DER");
	}
	organization.gosuslugiUntil = call.request.now().getTime() + gosuslugiLifetime;
	return ok();
}

/** Whether the portal's token of the organization with this INN can still be renewed. */
export function hasGosuslugiToken(organizations: Iterable<Organization>, inn: string, now: number): boolean {
	return [...organizations].some((item) => item.inn === inn && (item.gosuslugiUntil ?? 0) > now);
}

export const organizationMethodRoutes: Route[] = [
	accountRoute('POST', '/organizations/{orgId}/update-signer', updateSigner),
	accountRoute('POST', '/organizations/{orgId}/control-unit-subscriptions', searchSubscriptions),
	accountRoute('POST', '/organizations/{orgId}/gosuslugi-auth', authorizeInGosuslugi),
];
