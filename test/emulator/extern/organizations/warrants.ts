import type { Reply, Route } from '../../core/router';
import { compact, type JsonObject } from '../../core/values';
import type { Warrant } from './accountModel';
import { accountRoute, ok, type AccountCall } from '../call';
import { forAllUsers } from './certificates';
import type { Account, Organization } from '../model';
import { commonPage, pageFacts, slice } from '../query';

function legalPerson({ inn, kpp, name }: { inn: string; kpp?: string; name: string }): JsonObject {
	return compact({ name, inn, kpp, ogrn: `1027${inn}`.slice(0, 13) });
}

function renderWarrant(warrant: Warrant, organization: Organization, account: Account): JsonObject {
	return {
		'date-begin': '2024-01-01',
		'date-end': '2030-01-01',
		number: warrant.number,
		permissions: [1, 2, 21],
		notary: null,
		sender: {
			'sender-individual': {
				fio: warrant.fio,
				inn: account.inn.length === 12 ? account.inn : null,
				document: {
					'document-type': '21',
					series: '6500',
					number: '123456',
					issuer: 'Отделение по вопросам миграции',
					'issuance-date': '2010-01-01',
					'issuer-code': '660-001',
				},
				'birth-date': '1980-01-01',
				ogrnip: null,
				citizenship: '643',
				address: 'г. Проба, ул. Первая, 1',
			},
			'sender-organization': legalPerson(account),
		},
		issuer: { 'issuer-organization': legalPerson(organization) },
		'trusted-issuer': {
			type: 'legal',
			'trusted-issuer-organization': {
				...legalPerson(organization),
				address: 'г. Проба, ул. Вторая, 2',
				'chief-fio': { surname: 'Иванов', name: 'Иван', patronymic: 'Иванович' },
				'chief-inn': null,
			},
		},
	};
}

function listWarrants(call: AccountCall): Reply {
	const all = forAllUsers(call);
	const { account } = call;
	const found = account.warrants.flatMap((warrant) => {
		const organization = account.organizations.get(warrant.organizationId);
		return organization && (all || warrant.ownerLogin === call.user.login) ? [{ warrant, organization }] : [];
	});
	const page = slice(call, found, commonPage);
	return ok({
		...pageFacts(page),
		// The older, flat form of the list below.
		warrants: [],
		'organization-warrant-informations': page.items.map(({ warrant, organization }) =>
			compact({
				'organization-id': organization.id,
				inn: organization.inn,
				kpp: organization.kpp,
				'organization-name': organization.name,
				warrant: renderWarrant(warrant, organization, account),
			}),
		),
		links: [],
	});
}

export const warrantRoutes: Route[] = [accountRoute('GET', '/warrants', listWarrants)];
