import { cpus, loadavg } from 'os';
import { print, type Area } from './area';
import { editorArea } from './editor/area';
import { files } from './files/area';
import { gost } from './gost/area';
import { growth } from './growth/area';
import { hostile } from './hostile/area';
import { lists } from './lists/area';
import { packageArea } from './package/area';
import { receipts } from './receipts/area';
import { report } from './report/area';
import { requests } from './requests/area';
import { isQuick } from './size';
import { soakArea } from './soak/area';

/** Everything that `npm run bench` measures; with names it measures those alone. */
const areas: Readonly<Record<string, Area>> = {
	package: packageArea,
	requests,
	report,
	receipts,
	files,
	gost,
	hostile,
	lists,
	growth,
	editor: editorArea,
	soak: soakArea,
};

// Take too long to be measured unasked, or need a browser.
const onlyByName = ['soak', 'editor'];

async function main(names: readonly string[]): Promise<void> {
	const unknown = names.filter((name) => !(name in areas));
	if (unknown.length > 0) {
		console.log(`There is no ${unknown.join(', ')}. Areas: ${Object.keys(areas).join(', ')}`);
		return;
	}
	if (isQuick) console.log('Everything small: ratios and bounds count, single figures do not.');
	const over: string[] = [];
	console.log(
		`Node.js ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0].toFixed(1)}`,
	);
	for (const [name, area] of Object.entries(areas)) {
		if (names.length > 0 ? !names.includes(name) : onlyByName.includes(name)) continue;
		const missing = area.missing();
		console.log(`\n== ${area.title}${missing ? `: not measured. ${missing}` : ''}`);
		if (missing) continue;
		for (const table of area.tables()) over.push(...(await print(table)));
	}
	if (!isQuick || over.length === 0) return;
	console.log(`\nMore than a tenth over its bound:\n${over.join('\n')}`);
	process.exitCode = 1;
}

void main(process.argv.slice(2).filter((name) => name !== '--quick'));
