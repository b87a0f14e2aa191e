// Checks a release: the tag is a semantic version, package.json and the newest entry of CHANGELOG.md match it, and the
// upgrade test has a record of it. node scripts/checkVersion.mjs v1.2.3
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const read = (file) => readFileSync(join(root, file), 'utf8');
const { version } = JSON.parse(read('package.json'));
const tag = process.argv[2] ?? `v${version}`;
const [, newest] = /^## (\S+)/m.exec(read('CHANGELOG.md')) ?? [];
const record = `test/host/upgrade/${version}.json`;
const problems = [
	!/^v\d+\.\d+\.\d+(-[0-9a-z.-]+)?$/i.test(tag) && `${tag} is not a semantic version like v1.2.3`,
	tag !== `v${version}` && `package.json has ${version}`,
	newest !== version && `the newest entry of CHANGELOG.md is ${newest}`,
	!existsSync(join(root, record)) && `${record} is missing; RECORD_UPGRADE=1 writes it`,
].filter(Boolean);
for (const problem of problems) console.error(`${tag}: ${problem}`);
if (problems.length > 0) process.exitCode = 1;
else console.log(`${tag}: ready`);
