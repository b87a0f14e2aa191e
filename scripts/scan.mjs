// Runs n8n's official verification scan on this checkout and on the packed tarball, without publishing anything.
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackage, root } from './setup.mjs';

const unpacked = mkdtempSync(join(tmpdir(), 'n8n-nodes-kontur-scan-'));
try {
	const tarball = await buildPackage();
	mkdirSync(unpacked, { recursive: true });
	execFileSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
	const legs = [
		['sources', await analyzePackage(root, SOURCE_FILE_PATTERNS)],
		['tarball', await analyzePackage(unpacked, ['**/*.js', 'package.json'])],
	];
	for (const [name, { passed, message, details }] of legs) {
		console.log(
			`Official scan of the ${name}: ${passed ? 'passed, 0 errors' : `failed: ${message}\n${details}`}`,
		);
		if (!passed) process.exitCode = 1;
	}
} finally {
	rmSync(unpacked, { recursive: true, force: true });
}
