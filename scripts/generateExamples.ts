// Makes the examples of both languages from scripts/examples. Usage: npx tsx scripts/generateExamples.ts
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleFolder, examples, languages, render } from './examples';

for (const language of languages) {
	const folder = exampleFolder(language);
	mkdirSync(folder, { recursive: true });
	for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) rmSync(join(folder, name));
	for (const example of examples) {
		const workflow = render(example, language);
		writeFileSync(join(folder, `${example.file}.json`), `${JSON.stringify(workflow, null, 2)}\n`);
	}
}
