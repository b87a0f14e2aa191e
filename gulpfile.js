const { spawn } = require('node:child_process');
const { rmSync } = require('node:fs');
const { dest, parallel, series, src } = require('gulp');

const copy = (pattern) => () => src(pattern, { base: '.', encoding: false }).pipe(dest('dist'));

async function clean() {
	rmSync('dist', { recursive: true, force: true });
}

function compile(done) {
	const tsc = spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json'], {
		stdio: 'inherit',
	});
	tsc.on('close', (code) => done(code === 0 ? undefined : new Error(`tsc ended with code ${code}`)));
}

const icons = copy('nodes/**/*.svg');
icons.displayName = 'icons';
const codex = copy('nodes/**/*.node.json');
codex.displayName = 'codex';
const schemas = copy('nodes/**/__schema__/**/*.json');
schemas.displayName = 'schemas';

exports.build = series(clean, compile, parallel(icons, codex, schemas));
exports.default = exports.build;
