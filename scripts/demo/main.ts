import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startEmulator, type Emulator } from '../../test/emulator/server';
import { makeSigner } from '../../test/e2e/support/certificate';
import { N8n, owner } from '../../test/e2e/support/n8n';
import { places, work } from '../../test/e2e/support/places';
import { putReport } from '../../test/e2e/support/workflows';
import { showEverything } from './show';

const args = process.argv.slice(2);
const once = args.includes('--once');
const port = args.includes('--port') ? Number(args[args.indexOf('--port') + 1]) : 0;
const files = join(work, 'run', `demo-files-${process.pid}`);

// Low enough to trigger the example that sends reminders.
const CERTIFICATE_DAYS = 20;

const running: { emulator?: Emulator; n8n?: N8n } = {};
let stopping: Promise<void> | undefined;

async function stopAll(): Promise<void> {
	await running.n8n?.stop();
	await running.emulator?.close();
	rmSync(files, { recursive: true, force: true });
}

/** Stops everything that was started, only once, however often it is called. */
async function stop(): Promise<void> {
	stopping ??= stopAll();
	await stopping;
}

/** Errors during shutdown are ignored. */
const print = (text: string) => {
	if (!stopping) console.log(text);
};

function stopOn(signal: 'SIGINT' | 'SIGTERM', code: number): void {
	process.on(signal, () => {
		console.log('\nStopping …');
		void stop().then(() => process.exit(code));
	});
}

async function main(): Promise<void> {
	const where = places();
	const signer = await makeSigner(CERTIFICATE_DAYS);
	console.log('Starting the Kontur emulator and n8n …');
	running.emulator = await startEmulator({
		port,
		options: { robotsMode: 'timed', robotsStepMs: 3000, taskMs: 1500, docflowVisibleMs: 1000 },
	});
	running.n8n = await N8n.start({
		places: where,
		name: 'demo',
		files,
		codeNode: true,
		editor: true,
		onStarting: (n8n) => {
			running.n8n = n8n;
		},
	});
	await showEverything(print, running.emulator, running.n8n, signer, putReport(files));
	if (once) return;
	console.log(`
Look around and play:
  editor    ${running.n8n.url}/home/workflows
  login     ${owner.email}
  password  ${owner.password}
  emulator  ${running.emulator.url}/_control/routes
"Send a report" can be run again in the editor; it sends a new document flow each time.
Stop with Ctrl-C.`);
	await new Promise(() => undefined);
}

stopOn('SIGINT', once ? 130 : 0);
stopOn('SIGTERM', 143);
main()
	.then(() => 0)
	.catch((error: unknown) => {
		if (stopping) return 1;
		console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
		return 1;
	})
	.then(async (code) => {
		await stop();
		process.exit(code);
	})
	.catch(() => process.exit(1));
