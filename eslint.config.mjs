import communityNodes from '@n8n/eslint-plugin-community-nodes';
import js from '@eslint/js';
import nodesBase from 'eslint-plugin-n8n-nodes-base';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

// According to its documentation, this rule applies to n8n's main repository only. For community packages the same
// plugin requires the opposite (an http address), and n8n's official scan omits it too.
const {
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': _mainRepositoryOnly,
	...credentialRules
} = nodesBase.configs.credentials.rules;

export default tseslint.config(
	{
		ignores: [
			'dist/**',
			'node_modules/**',
			'test/n8n*/**',
			'.work/**',
			'**/__schema__/**',
			'eslint.config.mjs',
		],
	},
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.strict],
		languageOptions: { parserOptions: { project: './tsconfig.test.json' } },
		linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
		rules: {
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'],
		extends: [communityNodes.configs.recommended],
	},
	{
		// As strict as the default configuration of n8n's lint command.
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		extends: [js.configs.recommended, tseslint.configs.eslintRecommended],
		rules: { 'no-undef': 'off', 'no-unused-vars': 'off', '@typescript-eslint/no-unused-vars': ['error', {}] },
	},
	{
		// Files, answers and names come from outside: no regular expression may take quadratic time on any of them.
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		plugins: { regexp },
		rules: {
			'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
			'regexp/no-super-linear-move': ['error', { report: 'potential' }],
		},
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: nodesBase.configs.nodes.rules,
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: credentialRules,
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: nodesBase.configs.community.rules,
	},
);
