// Measurements that need a separate process: apart.js <folder of the material> <what> [of what] prints one figure.
import { decrypt, decryptChunks, openPfx, signDetached, verifySignature } from '../../../nodes/shared/gost';
import { verifyXml } from '../../../nodes/shared/gost/xml';
import { damage } from '../../unit/gost-cms/mutate';
import { costly, kinds } from '../../unit/gost-cms/mutations';
import { costlyDocuments } from '../../unit/gost-xml/costlyDocuments';
import { cpuTime, longestBlock, milliseconds, peakMemory } from '../timing';
import { Material, PASSWORD } from './material';

/** Cases of each kind; the tests run more. */
const CASES = 200;

async function drain(pieces: AsyncIterable<Uint8Array>): Promise<void> {
	for await (const _piece of pieces);
}

/** Runs what may be refused. */
async function settle(work: () => unknown): Promise<void> {
	await (async () => await work())().catch(() => undefined);
}

async function damageAll(): Promise<void> {
	for (const [name, kind] of Object.entries(kinds)) await damage(name, kind, CASES);
}

/** Bytes of documents that are made to cost. */
const COSTLY = 5_000_000;

/** The worst of all costly documents, each the best of three: what else the machine does only adds to it. */
async function worstDocument(measure: (work: () => Promise<void>) => Promise<number>): Promise<number> {
	let worst = 0;
	for (const [, text] of costlyDocuments(COSTLY)) {
		const document = Buffer.from(text);
		const work = (): Promise<void> => settle(() => verifyXml(document));
		const tries = [await measure(work), await measure(work), await measure(work)];
		worst = Math.max(worst, Math.min(...tries));
	}
	return worst;
}

type Measure = (material: Material, what: string) => Promise<number>;

const measures: Readonly<Record<string, Measure>> = {
	'block-sign': async (material) => {
		const signer = material.signer('512');
		const content = material.read('64.bin');
		return await longestBlock(() => signDetached(content, signer));
	},
	'block-verify': async (material) => {
		const content = material.read('64.bin');
		const signature = await signDetached(content, material.signer('512'));
		return await longestBlock(() => verifySignature(signature, { content }));
	},
	'block-decrypt': async (material, cipher) => {
		const message = material.read(`${cipher}.64.der`);
		const signer = material.signer('512');
		return await longestBlock(() => decrypt(message, signer));
	},
	'block-pfx': async (material, name) => {
		const file = material.read(`${name}.pfx`);
		return await longestBlock(() => openPfx(file, PASSWORD));
	},
	'cpu-pfx': async (material, name) => {
		const before = process.cpuUsage();
		await openPfx(material.read(`${name}.pfx`), PASSWORD);
		return process.cpuUsage(before).user / 1000;
	},
	'block-costly': async (_material, name) => {
		const work = new Map(costly).get(name)?.();
		return work ? await longestBlock(() => settle(work)) : Infinity;
	},
	'block-xml': async () => await worstDocument(longestBlock),
	'cpu-xml': async () => await worstDocument(cpuTime),
	'memory-sign': async (material) => {
		const signer = material.signer('512');
		return await peakMemory(() => signDetached(material.stream('64.bin'), signer));
	},
	'memory-decrypt': async (material, cipher) => {
		const signer = material.signer('512');
		return await peakMemory(() => drain(decryptChunks(material.stream(`${cipher}.64.der`), signer)));
	},
	'slowest-damaged': async (_material, kind) => (await damage(kind, kinds[kind], CASES)).slowest,
	'memory-damaged': async () => await peakMemory(damageAll),
	'slowest-costly': async () => {
		let slowest = 0;
		for (const [, make] of costly) {
			const work = make();
			slowest = Math.max(slowest, await milliseconds(() => settle(work)));
		}
		return slowest;
	},
	'memory-costly': async () =>
		await peakMemory(async () => {
			for (const [, make] of costly) await settle(make());
		}),
};

async function main(folder: string, measure: string, what = ''): Promise<void> {
	console.log(await measures[measure](new Material(folder), what));
}

const [folder, measure, what] = process.argv.slice(2);
void main(folder, measure, what);
