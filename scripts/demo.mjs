// Runs the whole package on this machine: npm run demo, or npm run demo -- --once to stop automatically.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
	buildPackage,
	ensureInstalled,
	inLanguage,
	requireOpenssl,
	root,
	runScript,
	SetupError,
} from './setup.mjs';

const usage = inLanguage(
	`Usage: npm run demo [-- --once] [-- --port NUMBER]
  --once          stop when everything was shown and checked; the exit code tells whether it worked
  --port NUMBER   port of the Kontur emulator; any free one without it`,
	`Запуск: npm run demo [-- --once] [-- --port НОМЕР]
  --once          остановиться, когда всё показано и проверено; код выхода скажет, получилось ли
  --port НОМЕР    порт эмулятора Контура; иначе любой свободный`,
);

function checkArguments(args) {
	for (let index = 0; index < args.length; index++) {
		if (args[index] === '--once') continue;
		const port = args[index] === '--port' ? Number(args[++index]) : NaN;
		if (!Number.isInteger(port) || port < 0 || port > 65535) throw new SetupError(usage);
	}
}

async function main() {
	const args = process.argv.slice(2);
	checkArguments(args);
	await requireOpenssl();
	await ensureInstalled();
	await buildPackage();

	// The terminal sends Ctrl-C to both processes; the demo cleans up, and this process waits for it.
	process.removeAllListeners('SIGINT').on('SIGINT', () => undefined);
	const demo = spawn(
		process.execPath,
		['--import', 'tsx', join(root, 'scripts', 'demo', 'main.ts'), ...args],
		{ cwd: root, stdio: 'inherit' },
	);
	process.removeAllListeners('SIGTERM').on('SIGTERM', () => demo.kill('SIGTERM'));
	process.exitCode = await new Promise((resolve) => {
		demo.once('close', (code) => resolve(code ?? 1));
	});
}

await runScript(main);
