import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { compact, type JsonObject } from '../../core/values';
import { accountRoute, created, ok, pick, type AccountCall } from '../call';
import { bodyObject, optionalKpp, requiredInn, requiredText } from '../fields';
import type { Organization } from '../model';
import { commonPage, pageFacts, slice } from '../query';

function renderOrganization(organization: Organization, home: string): JsonObject {
	return {
		id: organization.id,
		general: {
			inn: organization.inn,
			// The Java SDK asserts null for an entrepreneur.
			kpp: organization.kpp ?? null,
			name: organization.name,
			'is-main-org': organization.isMain,
			links: [{ rel: 'self', href: `${home}/organizations/${organization.id}` }],
		},
	};
}

function listOrganizations(call: AccountCall): Reply {
	const { query } = call.request;
	const inn = query.get('inn');
	const kpp = query.get('kpp');
	const found = [...call.account.organizations.values()].filter(
		(item) => (!inn || item.inn === inn) && (!kpp || item.kpp === kpp),
	);
	const page = slice(call, found, commonPage);
	return ok({
		organizations: page.items.map((item) => renderOrganization(item, call.home)),
		...pageFacts(page),
		links: [],
	});
}

function createOrganization(call: AccountCall): Reply {
	const body = bodyObject(call);
	const inn = requiredInn(body, 'inn');
	const kpp = optionalKpp(body, 'kpp');
	const name = requiredText(body, 'name');
	const { organizations } = call.account;
	const same = [...organizations.values()].find((item) => item.inn === inn && item.kpp === kpp);
	// The Java SDK's integration tests expect this text.
	if (same) throw new HttpError(400, 'Such organization already exists');
	const organization = { id: call.extern.random.guid(), inn, kpp, name, isMain: false };
	organizations.set(organization.id, organization);
	return created(renderOrganization(organization, call.home));
}

export function organizationOf(call: AccountCall): Organization {
	return pick(call.account.organizations, call, 'orgId', 'Organization');
}

function renameOrganization(call: AccountCall): Reply {
	const organization = organizationOf(call);
	organization.name = requiredText(bodyObject(call), 'name');
	return ok(renderOrganization(organization, call.home));
}

function deleteOrganization(call: AccountCall): Reply {
	const organization = organizationOf(call);
	if (organization.isMain) throw new HttpError(400, 'The head organization cannot be deleted');
	call.account.organizations.delete(organization.id);
	return ok();
}

/**
 * The units the organization deals with: its own tax office, and those somebody was named for.
 * A guess: the documents name the units with their signers and the id, but not how they nest.
 */
function renderDetails(organization: Organization, home: string): JsonObject {
	const signers = new Map(organization.signers);
	const own = `${organization.inn.slice(0, 2)}01`;
	if (!signers.has(own)) signers.set(own, { signerType: 'chief' });
	return compact({
		...renderOrganization(organization, home),
		'control-units': [...signers].map(([code, signer]) => ({
			code,
			signer: compact({
				'signer-type': signer.signerType,
				'certificate-thumbprint': signer.thumbprint,
			}),
		})),
		'fns-mchd-id': organization.mchdId,
	});
}

export function organizationDetails(call: AccountCall): Reply {
	return ok(renderDetails(organizationOf(call), call.home));
}

export const organizationRoutes: Route[] = [
	accountRoute('GET', '/organizations', listOrganizations),
	accountRoute('POST', '/organizations', createOrganization),
	accountRoute('GET', '/organizations/{orgId}', organizationDetails),
	accountRoute('PUT', '/organizations/{orgId}', renameOrganization),
	accountRoute('DELETE', '/organizations/{orgId}', deleteOrganization),
];
