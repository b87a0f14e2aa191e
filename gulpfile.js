const { spawn } = require('node:child_process');
const { rmSync } = require('node:fs');
const { builtinModules } = require('node:module');
const { join } = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const { n8n, peerDependencies } = require('./package.json');

const copy = (pattern) => () => src(pattern, { base: '.', encoding: false }).pipe(dest('dist'));

async function clean() {
	rmSync('dist', { recursive: true, force: true });
}

function check(done) {
	const tsc = spawn(process.execPath, [join(__dirname, 'node_modules', 'typescript7', 'bin', 'tsc')], {
		stdio: 'inherit',
	});
	tsc.on('close', (code) => done(code === 0 ? undefined : new Error(`tsc ended with code ${code}`)));
}

/**
 * Bundles each node and credential into one file, as n8n requires, and shared code into another. n8n loads all of them
 * at startup, and hundreds of files would take several times as long.
 */
async function bundle() {
	const { rolldown } = await import('rolldown');
	const files = [...n8n.nodes, ...n8n.credentials].map((file) => file.replace(/^dist\/|\.js$/g, ''));
	const build = await rolldown({
		input: Object.fromEntries(files.map((file) => [file, `${file}.ts`])),
		external: [...Object.keys(peerDependencies), ...builtinModules],
		platform: 'node',
		tsconfig: true,
	});
	await build.write({
		dir: 'dist',
		format: 'cjs',
		exports: 'named',
		comments: false,
		chunkFileNames: 'nodes/[name].js',
		codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
	});
	await build.close();
}

const icons = copy('nodes/**/*.svg');
icons.displayName = 'icons';
const codex = copy('nodes/**/*.node.json');
codex.displayName = 'codex';
const schemas = copy('nodes/**/__schema__/**/*.json');
schemas.displayName = 'schemas';

exports.build = series(clean, check, parallel(bundle, icons, codex, schemas));
exports.default = exports.build;
