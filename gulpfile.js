const { spawn } = require('node:child_process');
const { rmSync } = require('node:fs');
const { builtinModules } = require('node:module');
const { join } = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const { n8n, peerDependencies, version } = require('./package.json');

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

/** What n8n does without at its start: the Russian texts in other locales, and what only an execution calls. */
const later = [
	{ name: 'russian', test: /language\/ru\// },
	{
		name: 'later',
		test: new RegExp(
			[
				'shared/(?:gost(?!/xml)|formats|zip|cyrillic|foreign|polling|calendar)/',
				'shared/transport/(?!service)',
				'shared/auth/(?!fields/|environments|parallelRequests|sessionHooks|certificateTest|extern|ofd|signIn)',
				'KonturExtern/(?:api/urns/(?!urnOptions)|jobs/|trigger/)',
				'KonturOfd/(?:receipts/(?!wallTime)|revenue/|trigger/)',
			].join('|'),
		),
	},
];

/** n8n waits for the package at its start. */
const quickToLoad = {
	name: 'quick-to-load',
	// Loads what is for later when something of it is first asked for.
	renderChunk(code) {
		let text = code;
		for (const { name } of later) {
			const [line, declared, variable, load] =
				new RegExp(`^(const (\\S+) = )?(require\\("\\S*/${name}-\\S+\\.js"\\));$`, 'm').exec(code) ?? [];
			if (!line) continue;
			text = declared
				? text
						.replaceAll(`${variable}.`, `(load_${name}()).`)
						.replace(line, `let ${variable};\nconst load_${name} = () => ${variable} ??= ${load};`)
				: text.replace(line, '');
		}
		return text;
	},
	generateBundle(_options, files) {
		for (const file of Object.values(files)) {
			// Nothing that is exported changes later, so a value does in place of a function that returns it.
			file.code = file.code.replace(
				/Object\.defineProperty\(exports,"(\w+)",\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\)/g,
				'exports.$1=$2',
			);
			if (later.some(({ name }) => name === file.name)) continue;
			// V8 reads ASCII in half the memory.
			file.code = file.code.replace(
				/[^\0-\x7f]/g,
				(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
			);
		}
	},
};

/**
 * Bundles each node and credential into one file, as n8n requires, and shared code into a few. n8n loads all of them at
 * startup, and hundreds of files would take several times as long.
 */
async function bundle() {
	const { rolldown } = await import('rolldown');
	const files = [...n8n.nodes, ...n8n.credentials].map((file) => file.replace(/^dist\/|\.js$/g, ''));
	const build = await rolldown({
		input: Object.fromEntries(files.map((file) => [file, `${file}.ts`])),
		external: [...Object.keys(peerDependencies), ...builtinModules],
		platform: 'node',
		tsconfig: true,
		plugins: [quickToLoad],
		preserveEntrySignatures: 'allow-extension',
	});
	await build.write({
		dir: 'dist',
		format: 'cjs',
		exports: 'named',
		comments: false,
		minify: true,
		// A process that still runs an older version must fail rather than read a file of another one.
		chunkFileNames: `nodes/[name]-${version}.js`,
		codeSplitting: {
			groups: [...later, { name: 'shared', minShareCount: 2 }],
			includeDependenciesRecursively: false,
		},
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
