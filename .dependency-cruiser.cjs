// Layers, modules and the imports allowed between them (docs/architecture.md).
const node = '^nodes/Kontur[^/]+';

/** Code outside a folder imports only its index. */
const door = (folder) => ({
	name: `door-${folder.replaceAll('/', '-')}`,
	severity: 'error',
	comment: `Import nodes/${folder} by its index.`,
	from: { path: '^(nodes|credentials)/', pathNot: `^nodes/${folder}/` },
	to: { path: `^nodes/${folder}/`, pathNot: `^nodes/${folder}/(xml/)?index\\.ts$` },
});

/** A layer never imports the layers above it. */
const below = (name, from, to, comment) => ({
	name,
	severity: 'error',
	comment,
	from: { path: from },
	to: { path: to },
});

module.exports = {
	forbidden: [
		{
			name: 'no-cycle',
			severity: 'error',
			comment: 'No import cycle, not even of types.',
			from: { path: '^(nodes|credentials)/' },
			to: { circular: true },
		},
		...[
			'shared/catalog',
			'shared/transport',
			'shared/auth',
			'shared/polling',
			'shared/gost',
			'shared/language',
		].map(door),
		below('fields-declare', `${node}/fields/`, `${node}/(jobs|trigger|actions)/`, 'Fields are declarations.'),
		below(
			'jobs-take-values',
			`${node}/jobs/`,
			`${node}/(fields|actions|trigger)/`,
			'Jobs take plain values.',
		),
		below('api-is-below', `${node}/api/`, `${node}/(fields|jobs|actions|trigger)/`, 'The API knows no node.'),
		below(
			'receipts-are-pure',
			`${node}/receipts/`,
			`${node}/(fields|actions|trigger)/`,
			'Receipts are pure.',
		),
		below(
			'pure',
			`${node}/trigger/state/|^nodes/shared/(gost|zip|cyrillic)/`,
			'n8n-workflow',
			'Pure: nothing of n8n.',
		),
		below(
			'gost-stands-alone',
			'^nodes/shared/gost/',
			'^nodes/(?!shared/(gost|zip|language)/)',
			'Cryptography needs nothing else, apart from the language of its errors.',
		),
		below(
			'language-is-a-leaf',
			'^nodes/shared/language/',
			'^nodes/(?!shared/language/)|n8n-workflow',
			'Every folder may speak to the reader.',
		),
		below(
			'auth-is-below-transport',
			'^nodes/shared/auth/',
			'^nodes/shared/(transport|catalog|polling)/',
			'Sign-in ways are functions of (http, settings).',
		),
		below(
			'transport-is-below-catalog',
			'^nodes/shared/transport/',
			'^nodes/shared/(catalog|polling)/',
			'The transport knows no operations.',
		),
		below('shared-is-below', '^nodes/shared/', node, 'What is shared knows no node.'),
		{
			name: 'nodes-apart',
			severity: 'error',
			comment: 'A node takes nothing of another.',
			from: { path: '^nodes/(Kontur[^/]+)/' },
			to: { path: node, pathNot: '^nodes/$1/' },
		},
		{
			name: 'emulator-apart',
			severity: 'error',
			comment: "The emulator is written from Kontur's documents.",
			from: { path: '^test/emulator/', pathNot: '\\.test\\.ts$' },
			to: { path: '^(nodes|credentials)/' },
		},
		{
			name: 'no-orphan',
			severity: 'error',
			from: { orphan: true, path: '^(nodes|credentials)/' },
			to: {},
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '\\.d\\.ts$' },
		tsConfig: { fileName: 'tsconfig.test.json' },
		tsPreCompilationDeps: true,
	},
};
