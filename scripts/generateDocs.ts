// Writes docs/operations.md from the catalogue, docs/doubts.md from the table of doubts, and the tables of docs/reports.md
// from the table of formats. `--check` only reports whether they are up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { advancedCatalog, everydayCatalog } from '../nodes/KonturExtern/actions';
import { catalog as ofdCatalog } from '../nodes/KonturOfd/actions';
import { catalog as signatureCatalog } from '../nodes/KonturSignature/actions';
import { deadlineTerms } from '../nodes/shared/formats/reports/deadlines';
import { OTHER_FORMS, TAX_FORMS, TAX_KINDS, type FormName } from '../nodes/shared/formats/reports/forms';
import { periodCodes } from '../nodes/shared/formats/reports/periods';
import { fieldsOf, routesOf, type Catalog, type Field, type Operation } from '../nodes/shared/catalog';
import { sections } from './probe/doubts';
import { doubtsPage } from './probe/page';

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
		.map(([name, values]) =>
			name === '@version'
				? `version ${(values as unknown[]).join(', ')} of the node`
				: `only with \`${name}\` ${(values as unknown[]).map((value) => `\`${String(value)}\``).join(', ')}`,
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
	...nodeSection('Kontur.Extern', everydayCatalog),
	...nodeSection('Kontur.Extern Advanced', advancedCatalog),
	...nodeSection('Kontur.OFD', ofdCatalog),
	...nodeSection('Kontur Signature', signatureCatalog),
]
	.join('\n')
	.trimEnd()
	.concat('\n');

/** The tables of forms and periods, in the language of the page. */
function formatTables(language: 'en' | 'ru'): string {
	const isRussian = language === 'ru';
	const head = (...columns: string[]) => [
		`| ${columns.join(' | ')} |`,
		`|${' --- |'.repeat(columns.length)}`,
	];
	const row = (code: string, { ru, en }: FormName) =>
		isRussian ? `| ${code} | ${cell(ru)} |` : `| ${code} | ${cell(ru)} | ${cell(en)} |`;
	const table = (title: string, forms: Readonly<Record<string, FormName>>) => [
		`## ${title}`,
		'',
		...(isRussian ? head('код', 'название') : head('code', 'Russian', 'English')),
		...Object.entries(forms).map(([code, name]) => row(code, name)),
		'',
	];
	return [
		'',
		...table(isRussian ? 'Формы налоговой по КНД' : 'Forms of the tax office by KND', TAX_FORMS),
		...table(
			isRussian
				? 'Файлы налоговой по началу имени'
				: 'Files of the tax office by the beginning of their name',
			TAX_KINDS,
		),
		...table(isRussian ? 'Другие ведомства' : 'Other authorities', OTHER_FORMS),
		`## ${isRussian ? 'Коды периодов' : 'Period codes'}`,
		'',
		...(isRussian ? head('код', 'период') : head('code', 'period')),
		...periodCodes.map(([code, words]) => `| ${code} | ${words} |`),
		'',
		...deadlineTable(isRussian),
	].join('\n');
}

const MONTHS_AFTER = {
	en: ['next', 'second', 'third', 'fourth'].map((which) => `the ${which} month after the period`),
	ru: ['первого', 'второго', 'третьего', 'четвёртого'].map((which) => `${which} месяца после периода`),
};

/** Until when a report has to be sent, by form and period. */
function deadlineTable(isRussian: boolean): string[] {
	const months = MONTHS_AFTER[isRussian ? 'ru' : 'en'];
	const payers = isRussian
		? new Map([
				[10, ', организации'],
				[12, ', предприниматели'],
			])
		: new Map([
				[10, ', organizations'],
				[12, ', entrepreneurs'],
			]);
	return [
		`## ${isRussian ? 'Сроки сдачи' : 'Deadlines'}`,
		'',
		isRussian ? '| форма | коды периодов | до |' : '| form | period codes | until |',
		'| --- | --- | --- |',
		...deadlineTerms.map(({ form, codes, monthsAfter, day, innLength }) => {
			const until = isRussian
				? `${day}-го ${months[monthsAfter - 1]}`
				: `the ${day}${day === 31 ? 'st' : 'th'} of ${months[monthsAfter - 1]}`;
			return `| ${form} ${(TAX_FORMS[form] ?? OTHER_FORMS[form]).ru}${payers.get(innLength ?? 0) ?? ''} | ${codes.join(', ')} | ${until} |`;
		}),
		'',
	];
}

const BEGIN = '<!-- formats: generated with `npm run docs` -->\n';
const END = '<!-- /formats -->';

function withTables(path: string, language: 'en' | 'ru'): string {
	const page = readFileSync(path, 'utf8');
	const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
	if (begin < 0 || end < begin) throw new Error(`${path} has no place for the tables of formats`);
	return `${page.slice(0, begin)}${BEGIN}${formatTables(language)}\n${page.slice(end)}`;
}

const docs = join(__dirname, '..', 'docs');
const english = join(docs, 'reports.md');
const russian = join(docs, 'ru', 'reports.md');

for (const [path, wanted] of [
	[file, text],
	[join(docs, 'doubts.md'), doubtsPage(sections)],
	[english, withTables(english, 'en')],
	[russian, withTables(russian, 'ru')],
] as const) {
	if (!process.argv.includes('--check')) writeFileSync(path, wanted);
	else if (readFileSync(path, 'utf8') !== wanted) {
		console.error(`${path} is not up to date. Run: npm run docs`);
		process.exitCode = 1;
	}
}
console.log(process.argv.includes('--check') ? 'documentation checked' : 'documentation written');
