// Writes docs/operations.md from the catalogue. `--check` only reports whether it is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog as externCatalog } from '../nodes/KonturExtern/actions';
import { catalog as ofdCatalog } from '../nodes/KonturOfd/actions';
import { catalog as signatureCatalog } from '../nodes/KonturSignature/actions';
import { fieldsOf, routesOf, type Catalog, type Field, type Operation } from '../nodes/shared/catalog';

const file = join(__dirname, '..', 'docs', 'operations.md');

const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');

const typeNames: Record<string, string> = {
	resourceLocator: 'from list or ID',
	multiOptions: 'several of a list',
	options: 'one of a list',
	dateTime: 'date and time',
};

function fieldRow(field: Field): string {
	const shown = Object.entries(field.displayOptions?.show ?? {})
		.map(
			([name, values]) =>
				`only with \`${name}\` ${(values as unknown[]).map((value) => `\`${String(value)}\``).join(', ')}`,
		)
		.join('; ');
	const entries =
		field.type === 'collection'
			? ` Entries: ${(field.options as readonly Field[]).map(({ displayName, name }) => `${displayName} (\`${name}\`)`).join(', ')}.`
			: '';
	const description = [field.description ?? '', shown ? `(${shown})` : ''].filter(Boolean).join(' ');
	return `| ${cell(field.displayName)} | \`${field.name}\` | ${typeNames[field.type] ?? field.type} | ${field.required ? 'yes' : ''} | ${cell(description)}${entries} |`;
}

function operationSection(operation: Operation): string[] {
	const fields = fieldsOf(operation);
	return [
		`### ${operation.name} (\`${operation.value}\`)`,
		'',
		operation.description.endsWith('.') ? operation.description : `${operation.description}.`,
		'',
		...routesOf(operation).flatMap((route, index, { length }) => [
			`- \`${route}\``,
			...(index === length - 1 ? [''] : []),
		]),
		...(fields.length
			? [
					'| field | name | type | required | description |',
					'| --- | --- | --- | --- | --- |',
					...fields.map(fieldRow),
					'',
				]
			: []),
	];
}

function nodeSection(name: string, catalog: Catalog): string[] {
	return [
		`# ${name}`,
		'',
		'| resource | operations |',
		'| --- | --- |',
		...catalog.resources.map(
			({ name: resource, operations }) =>
				`| ${resource} | ${operations.map((operation) => operation.name).join(', ')} |`,
		),
		'',
		...catalog.resources.flatMap((resource) => [
			`## ${name}: ${resource.name} (\`${resource.value}\`)`,
			'',
			...resource.operations.flatMap(operationSection),
		]),
	];
}

const text = [
	'<!-- Generated from the catalogue with `npm run docs`. -->',
	'',
	...nodeSection('Kontur.Extern', externCatalog),
	...nodeSection('Kontur.OFD', ofdCatalog),
	...nodeSection('Kontur Signature', signatureCatalog),
]
	.join('\n')
	.trimEnd()
	.concat('\n');

if (process.argv.includes('--check')) {
	if (readFileSync(file, 'utf8') !== text) {
		console.error('docs/operations.md is not up to date. Run: npm run docs');
		process.exitCode = 1;
	} else console.log('docs/operations.md is up to date');
} else {
	writeFileSync(file, text);
	console.log('docs/operations.md written');
}
