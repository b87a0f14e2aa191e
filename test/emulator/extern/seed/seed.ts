import { X509Certificate } from 'node:crypto';

import { newAccount } from '../organizations/accounts';
import { storeBytes } from '../files/contentStore';
import { describeDocument } from '../drafts/draftDocuments';
import { newDraft } from '../drafts/drafts';
import { completeInn } from '../organizations/inn';
import type { Account, Certificate, Organization } from '../model';
import { sampleReport } from './sampleReport';
import { seedCertificates } from './seedCertificates';
import { seedDocflows } from './seedDocflows';
import { seedPeople } from './seedPeople';
import type { ExternState } from '../state';

const partner = 'partner@example.com';
const accountant = 'accountant@example.com';

const accountCount = 130;
const organizationCount = 125;
const draftCount = 120;
const certificateCount = 130;

export function organizationFacts(number: number): { inn: string; kpp: string; name: string } {
	return {
		inn: completeInn(`77${String(1_000_000 + number)}`),
		kpp: '770101001',
		name: `ООО «Проба ${number}»`,
	};
}

function addOrganization(
	extern: ExternState,
	account: Account,
	facts: { inn: string; kpp?: string; name: string },
): Organization {
	const organization = { id: extern.random.guid(), ...facts, isMain: false };
	account.organizations.set(organization.id, organization);
	return organization;
}

type CertificateFacts = Pick<Certificate, 'content' | 'thumbprint' | 'serialNumber' | 'expiredAt'>;

function readCertificate(content: string): CertificateFacts {
	const parsed = new X509Certificate(Buffer.from(content, 'base64'));
	return {
		content,
		thumbprint: parsed.fingerprint.replaceAll(':', '').toLowerCase(),
		serialNumber: parsed.serialNumber,
		expiredAt: `${new Date(parsed.validTo).toISOString().slice(0, -1)}0000Z`,
	};
}

const certificates = seedCertificates.map(readCertificate);

/** Place of the 20 bytes of the serial number in the certificates above. */
const serialPlace = 15;

/** A long list for paging: the same certificate under other serial numbers, which nobody could verify. */
const manyCertificates = Array.from({ length: certificateCount }, (_, index) => {
	const bytes = Buffer.from(seedCertificates[index % seedCertificates.length], 'base64');
	bytes.writeUInt32BE(index + 1, serialPlace + 16);
	return readCertificate(bytes.toString('base64'));
});

/** Of ten certificates three lie in the cloud, each confirmed in another way. */
function cloudOf(index: number): Pick<Certificate, 'cloud'> {
	const confirmations: Record<number, Certificate['cloud']> = { 4: 'sms', 5: 'my-dss', 6: 'none' };
	const cloud = confirmations[index % 10];
	return cloud ? { cloud } : {};
}

function seedFirstAccount(extern: ExternState, account: Account): void {
	for (let number = 1; number <= 3; number++) {
		addOrganization(extern, account, organizationFacts(5000 + number));
	}
	addOrganization(extern, account, {
		inn: completeInn('7802048931'),
		name: 'ИП Иванов Иван Иванович',
	});
	const owner = { inn: account.inn, kpp: account.kpp };
	account.certificates = [
		{ ownerLogin: partner, fio: 'Петров Петр Петрович', isQualified: true },
		{ ownerLogin: accountant, fio: 'Сидорова Анна Павловна', isQualified: true },
		{ ownerLogin: partner, fio: 'Петров Петр Петрович', isQualified: false },
		{ ownerLogin: partner, fio: 'Кузнецов Олег Иванович', isQualified: true, cloud: 'sms' as const },
	].map((facts, index) => ({ ...certificates[index], ...facts, ...owner }));
}

function seedDrafts(extern: ExternState, account: Account): void {
	const payers = [...account.organizations.values()];
	for (let index = 0; index < draftCount; index++) {
		const payer = payers[index % payers.length];
		const draft = newDraft(extern, account, {
			sender: {
				inn: account.inn,
				kpp: account.kpp,
				certificate: { content: seedCertificates[0] },
				'is-representative': payer.inn !== account.inn,
				ipaddress: '8.8.8.8',
			},
			recipient: { 'ifns-code': '0087' },
			payer: payer.kpp ? { inn: payer.inn, organization: { kpp: payer.kpp } } : { inn: payer.inn },
		});
		draft.createdAt -= (draftCount - index) * 60_000;
		if (index % 10 === 0) {
			const report = sampleReport({ ...payer, senderInn: account.inn, guid: extern.random.guid() });
			const content = storeBytes(extern, account, 'application/xml', report.bytes);
			const id = extern.random.guid();
			draft.documents.set(id, {
				id,
				contentId: content.id,
				description: describeDocument(report.bytes, content.type, {}),
				encrypted: false,
				signatures: new Map(),
			});
			if (index % 20 === 0) draft.status = 'checked';
		}
	}
}

export function seedExtern(extern: ExternState): void {
	for (let number = 1; number <= accountCount; number++) {
		const account = newAccount(extern, organizationFacts(number));
		account.members.set(partner, 'admin');
	}
	const [first, second, third] = [...extern.accounts.values()];
	first.members.set(accountant, 'user');
	second.members.set(accountant, 'admin');
	third.members.set(accountant, 'director');

	seedFirstAccount(extern, first);
	for (let number = second.organizations.size; number < organizationCount; number++) {
		addOrganization(extern, second, organizationFacts(7000 + number));
	}
	second.certificates = manyCertificates.map((facts, index) => ({
		...facts,
		ownerLogin: index % 10 === 9 ? accountant : partner,
		fio: 'Петров Петр Петрович',
		inn: second.inn,
		kpp: second.kpp,
		isQualified: true,
		...cloudOf(index),
	}));
	const people = extern.random.branch('people');
	const logins = [partner, accountant];
	seedPeople(first, people, logins, { employees: 5, subscriptions: 3 });
	seedPeople(second, people, logins, { employees: 130, subscriptions: 130 });
	seedDrafts(extern, first);
	seedDocflows(extern, first, { admin: partner, other: accountant });
	for (const account of [first, second, third]) {
		extern.shares.push({
			publisherId: extern.random.guid(),
			accountId: account.id,
			subscriber: 'demo-service',
			docflowTypes: [],
			knds: [],
		});
	}
}
