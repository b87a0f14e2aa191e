import { spawnSync } from 'child_process';

/** The three kinds of canonicalization that xmllint (libxml2) does, all with comments. */
export const KINDS = { inclusive: '--c14n', 'inclusive 1.1': '--c14n11', exclusive: '--exc-c14n' } as const;
export type Kind = keyof typeof KINDS;

export const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;

/** Canonical form by xmllint; undefined where it refuses the document. */
export function xmllint(kind: Kind, document: Uint8Array): string | undefined {
	const run = spawnSync('xmllint', ['--nonet', KINDS[kind], '-'], { input: document, maxBuffer: 1 << 26 });
	return run.status === 0 ? run.stdout.toString('utf8') : undefined;
}
