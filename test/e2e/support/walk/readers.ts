import { join } from 'node:path';
import { seedClients, seedUsers } from '../../../emulator/auth/state';
import { sampleReport } from '../../../emulator/extern/seed/sampleReport';
import { KEYS } from '../../../emulator/ofd';
import type { Emulator } from '../../../emulator/server';
import { TestCertificates, testedKinds } from '../../../support/testCertificates';
import type { Mailbox } from '../mailbox';
import type { Belongings, ReadersHome } from './reader';
import type { Language } from './steps';

const [service] = seedClients;
const [partner, accountant] = seedUsers;
const ADDRESS = '185.6.24.10';

function belongings(language: Language, things: Array<[ru: string, en: string, value: string]>): Belongings {
	return Object.fromEntries(things.map(([ru, en, value]) => [language === 'ru' ? ru : en, value]));
}

/** The home of an accountant, and what differs at a partner's, who has a new client. */
export interface Homes {
	own: ReadersHome;
	ofPartner: Belongings;
}

/** What people who follow the pages have at hand: keys, files, a mailbox; and what an authority has sent them. */
export async function homeOf(
	language: Language,
	emulator: Emulator,
	mailbox: Mailbox,
	folder: string,
): Promise<Homes> {
	const [account] = [...emulator.state.extern.accounts.values()].slice(4);
	const certificates = await TestCertificates.create();
	const kind = testedKinds.includes('gost2012_256') ? 'gost2012_256' : 'rsa';
	const certificate = await certificates.make(kind, { inn: account.inn });
	const client = { inn: '7811223346', kpp: '781101001' };
	const ofClient = await certificates.make(kind, { inn: client.inn });
	await certificates.remove();
	const soon = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
	await emulator.control.createIncoming(account.id, {
		encryptFor: certificate.pem,
		description: {
			'receipt-deadline-date': `${soon}T00:00:00`,
			'reply-deadline-date': `${soon}T00:00:00`,
		},
	});
	const report = sampleReport({
		inn: account.inn,
		kpp: account.kpp,
		guid: '5b1f0c2e-7a43-4d8e-9c61-0f2d3e4a5b11',
	});
	const first = sampleReport({ ...client, guid: '5b1f0c2e-7a43-4d8e-9c61-0f2d3e4a5b12' });
	const own: ReadersHome = {
		folder,
		mailbox,
		belongings: belongings(language, [
			['Client ID', 'Client ID', service.clientId],
			['API-ключ', 'API Key', service.apiKey],
			['Логин', 'Login', partner.login],
			['Пароль', 'Password', partner.password],
			['Ключ интегратора', 'Integrator Key', KEYS.main],
			['ключ с сертификатом', 'the key with its certificate', `${certificate.keyPem}${certificate.pem}`],
			['ИНН', 'inn', account.inn],
			['IP-адрес', 'senderIpAddress', ADDRESS],
			['Почта', 'emailTo', 'anna@example.ru'],
			['Файлы отчётов', 'reportFiles', join(folder, 'reports', '*.xml')],
			['Папка', 'folder', folder],
			['Файлы', 'files', join(folder, 'demand', '*')],
			['Пункт требования', 'demandItem', '1.01'],
			['User', 'User', 'anna@example.ru'],
			['Host', 'Host', 'localhost'],
			['Port', 'Port', String(mailbox.port)],
			// The label of n8n's own credential for mail is the same in both languages.
			...(language === 'ru' ? [['Password', 'Password', 'letter-box'] as [string, string, string]] : []),
			['КПП', 'kpp', client.kpp],
			['Название', 'organizationName', 'ООО «Ромашка № 1»'],
			['Номер пользователя', 'partnerUserId', 'client-1'],
			['Телефон', 'phone', accountant.phone],
			['Файл отчёта', 'reportFile', join(folder, 'clients', first.filename)],
			['Название сервиса', 'serviceName', service.clientId],
		]),
		files: Object.fromEntries(
			[
				['отчёт', 'the report', { name: report.filename, bytes: report.bytes }] as const,
				['ответ', 'the reply', { name: 'Договор 17.pdf', bytes: Buffer.from('%PDF-1.7\nдоговор') }] as const,
				['первый отчёт', 'the first report', { name: first.filename, bytes: first.bytes }] as const,
			].map(([ru, en, file]) => [language === 'ru' ? ru : en, file]),
		),
	};
	const ofPartner = belongings(language, [
		['ключ с сертификатом', 'the key with its certificate', `${ofClient.keyPem}${ofClient.pem}`],
		['ИНН', 'inn', client.inn],
	]);
	return { own, ofPartner };
}
