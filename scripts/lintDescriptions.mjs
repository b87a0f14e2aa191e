// The node descriptions are built from the catalogue, so a linter of sources does not see them. This script writes them
// out as literals and lints those. Run with tsx.
import { ESLint } from 'eslint';
import nodesBase from 'eslint-plugin-n8n-nodes-base';
import { parser } from 'typescript-eslint';
import { nodeClasses } from './storedNames.ts';

const eslint = new ESLint({
	overrideConfigFile: true,
	allowInlineConfig: false,
	overrideConfig: {
		files: ['**/*.ts'],
		languageOptions: { parser },
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: nodesBase.configs.nodes.rules,
	},
});

/** The everyday node lists its choices in the order of use, so the alphabetical rule does not apply to it. */
const byName = (name, properties) =>
	name !== 'konturExtern'
		? properties
		: properties.map((property) =>
				['resource', 'operation'].includes(property.name)
					? { ...property, options: property.options.toSorted((a, b) => a.name.localeCompare(b.name, 'en')) }
					: property,
			);

let problems = 0;
for (const NodeClass of nodeClasses) {
	const { name, properties } = new NodeClass().description;
	// Unquoted keys and single-quoted texts, because the rules match hand-written code.
	const literal = JSON.stringify(byName(name, properties), null, '\t').replace(/^(\t+)"(\w+)":/gm, '$1$2:');
	const [{ source, messages }] = await eslint.lintText(
		`export const properties: INodeProperties[] = ${literal};\n`,
		{
			filePath: `nodes/${name}/${name}Description.ts`,
		},
	);
	problems += messages.length;
	for (const { line, message, ruleId } of messages) {
		console.log(`${name}: ${message} (${ruleId})\n    ${source?.split('\n')[line - 1]?.trim() ?? ''}`);
	}
}
console.log(`Descriptions of ${nodeClasses.length} nodes: ${problems} problems`);
if (problems > 0) process.exitCode = 1;
