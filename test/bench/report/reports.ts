import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { withOpenssl } from '../../support/openssl';
import { sampleReport } from '../../emulator/extern/seed/sampleReport';
import type { TestSigner } from '../../e2e/support/certificate';
import type { Facts } from '../emulator';

// A report of the same period again would be refused.
let reports = 0;

/** Reports, each with a detached signature, `*_<round>-<number>.xml` and `.p7s`. */
export async function writeReports(
	folder: string,
	round: string,
	count: number,
	{ inn, kpp }: Facts,
	{ certificate, privateKey }: TestSigner,
): Promise<void> {
	mkdirSync(folder, { recursive: true });
	await withOpenssl(async (openssl) => {
		const signer = await openssl.file('signer.pem', Buffer.from(certificate));
		const key = await openssl.file('key.pem', Buffer.from(privateKey));
		for (let i = 0; i < count; i++) {
			const name = `${round}-${String(i).padStart(4, '0')}`;
			// Named as the report itself says: Kontur checks it.
			const { bytes, filename } = sampleReport({ inn, kpp, guid: name, correction: String(++reports) });
			const path = join(folder, filename);
			writeFileSync(path, bytes);
			await openssl.run(
				...['cms', '-sign', '-cades', '-binary', '-in', path, '-signer', signer, '-inkey', key],
				...['-outform', 'DER', '-out', path.replace(/xml$/, 'p7s')],
			);
		}
	});
}
