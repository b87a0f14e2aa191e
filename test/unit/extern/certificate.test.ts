import { generateKeyPairSync } from 'node:crypto';
import { UserError } from 'n8n-workflow';
import { personOf } from '../../../nodes/shared/auth/certificateFacts';
import { certificateBase64 } from '../../../nodes/KonturExtern/api/certificate';
import { seedCertificates } from '../../emulator/extern/seed/seedCertificates';

const [certificate] = seedCertificates;
const inLines = (text: string, end = '\n') => text.replace(/.{64}/g, `$&${end}`);
const pem = (label: string, base64: string, end = '\n') =>
	`-----BEGIN ${label}-----${end}${inLines(base64, end)}${end}-----END ${label}-----${end}`;

test.each<[string, string]>([
	['base64 in one line', certificate],
	['base64 with line breaks', inLines(certificate)],
	['base64 with blanks around it', `  ${certificate}\n\n`],
	['PEM', pem('CERTIFICATE', certificate)],
	['PEM of Windows', pem('CERTIFICATE', certificate, '\r\n')],
	['PEM with a byte order mark', `\uFEFF${pem('CERTIFICATE', certificate)}`],
	['PEM in one line', pem('CERTIFICATE', certificate).replaceAll('\n', ' ')],
])('%s is taken', (_name, pasted) => {
	expect(certificateBase64(pasted)).toBe(certificate);
});

test('every certificate of the emulator is taken', () => {
	for (const each of seedCertificates) expect(certificateBase64(each)).toBe(each);
});

test.each(['C:\\Users\\me\\my.cer', '/home/me/my.pem', '"D:\\keys\\my cert.cer"', 'my.cer'])(
	'the path %s is told from a certificate',
	(path) => {
		expect(() => certificateBase64(path)).toThrow(
			/^The certificate of the sender holds the name of a file, not its contents/,
		);
	},
);

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
const encryptedKey = keys.privateKey
	.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'secret' })
	.toString('base64');
const oldKey = keys.privateKey.export({ type: 'sec1', format: 'der' }).toString('base64');
const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const cutAt = (bytes: number) => Buffer.from(certificate, 'base64').subarray(0, bytes).toString('base64');

test.each<[string, string]>([
	['nothing', ''],
	['blanks', ' \n '],
	['only the lines of PEM', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----'],
	['words', 'my certificate'],
	['a thumbprint', '3f786850e387550fdab836ed7e6dc881de23001b'],
	['the beginning', certificate.slice(0, 400)],
	['all but the last byte', cutAt(Buffer.from(certificate, 'base64').length - 1)],
	['the first byte', cutAt(1)],
	['two of them', `${certificate}${certificate}`],
	['two of them as PEM', pem('CERTIFICATE', certificate).repeat(2)],
	['base64 that was cut inside a group', certificate.slice(0, -1)],
	['base64 with a foreign sign', `${certificate.slice(0, 40)}*${certificate.slice(41)}`],
	['a private key as PEM', pem('PRIVATE KEY', privateKey)],
	['a private key as base64', privateKey],
	['a private key of the older form', oldKey],
	['an encrypted private key', encryptedKey],
	['an encrypted private key as PEM', pem('ENCRYPTED PRIVATE KEY', encryptedKey)],
	['a public key', publicKey],
	['a certificate and its key', `${pem('CERTIFICATE', certificate)}${pem('PRIVATE KEY', privateKey)}`],
	['a request for a certificate', pem('CERTIFICATE REQUEST', certificate)],
])('%s is refused in words that show nothing of it', (_name, pasted) => {
	const read = () => certificateBase64(pasted);
	expect(read).toThrow(UserError);
	expect(read).toThrow(/^The certificate of the sender cannot be read\. Paste the whole certificate file/);
});

test.each<[string, Record<string, string>, object]>([
	['of a person', { CN: 'Ivanov', INN: '771000001512' }, { name: 'Ivanov', inn: '771000001512' }],
	[
		'of an organization, with two zeros before it',
		{ INN: '007710000015' },
		{ innOrganization: '7710000015' },
	],
	[
		'of an organization and of its head',
		{ INNLE: '7710000015', INN: '771000001512' },
		{ innOrganization: '7710000015', inn: '771000001512' },
	],
	['that nobody has', { O: 'Romashka' }, { organization: 'Romashka' }],
])('the INN %s in a certificate', (_what, name, person) => {
	expect(personOf(name)).toEqual(person);
});
