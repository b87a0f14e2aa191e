import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmulator, type Emulator } from '../../test/emulator/server';
import { makeSigner } from '../../test/e2e/support/certificate';
import { N8n, owner } from '../../test/e2e/support/n8n';
import { places, work } from '../../test/e2e/support/places';
import { seedClients, seedUsers } from '../../test/emulator/auth/state';
import { KEYS } from '../../test/emulator/ofd';
import { putReport } from '../../test/e2e/support/workflows';
import { isRussian, say } from './language';
import { showEverything, type Leftovers } from './show';

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
		console.log(say('\nStopping …', '\nЗавершаю …'));
		void stop().then(() => process.exit(code));
	});
}

/** Where everything is, and what to try. */
function goOn({ url }: Emulator, n8n: N8n, signingKey: string, left: Leftovers): string {
	const [{ clientId, apiKey }] = seedClients;
	const [{ login, password }] = seedUsers;
	return say(
		`
The editor       ${n8n.url}/home/workflows
  login          ${owner.email}
  password       ${owner.password}

Files            ${left.files}
  reports/       what "Send a report in one step" sends; put yours here
  demand/        what "Reply to a demand" replies with

To paste into a new credential (Environment: Custom, API URL: ${url})
  Client ID      ${clientId}
  API Key        ${apiKey}
  Login          ${login}
  Password       ${password}
  Integrator Key ${KEYS.main}
  Private Key, to sign with             the text of ${signingKey}
  Private Key, for the Trusted System   the text of ${left.partnerKey}
  Partner User ID                       ${left.partnerUserId}

Three things to try
  1. Open "Revenue of yesterday" and press Execute workflow.
  2. Put a report into reports/ and run "Send a report in one step", twice: the second time nothing is sent.
  3. A demand waits for an answer: run "Reply to a demand".

What the emulator understands: ${url}/_control/routes
Stop with Ctrl-C.`,
		`
Редактор           ${n8n.url}/home/workflows
  логин            ${owner.email}
  пароль           ${owner.password}

Файлы              ${left.files}
  reports/         что отправляет «Отправить отчёт одним узлом»; положите сюда свой
  demand/          чем отвечает «Ответить на требование»

Что вставить в новые учётные данные (Площадка: Свои адреса, Адрес API: ${url})
  Client ID        ${clientId}
  API-ключ         ${apiKey}
  Логин            ${login}
  Пароль           ${password}
  Ключ интегратора ${KEYS.main}
  Закрытый ключ, чтобы подписывать         содержимое ${signingKey}
  Закрытый ключ для доверенной системы     содержимое ${left.partnerKey}
  ID пользователя у партнёра               ${left.partnerUserId}

Что попробовать
  1. Откройте «Выручка за вчера» и нажмите Execute workflow («выполнить»).
  2. Положите отчёт в reports/ и дважды запустите «Отправить отчёт одним узлом»: второй раз ничего не уйдёт.
  3. Требование ждёт ответа: запустите «Ответить на требование».

Что умеет эмулятор: ${url}/_control/routes
Остановить: Ctrl-C.`,
	);
}

async function main(): Promise<void> {
	const where = places();
	const signer = await makeSigner(CERTIFICATE_DAYS);
	console.log(say('Starting the Kontur emulator and n8n …', 'Запускаю эмулятор Контура и n8n …'));
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
		env: { LANG: isRussian ? 'ru_RU.UTF-8' : 'C.UTF-8', GENERIC_TIMEZONE: 'Europe/Moscow' },
		onStarting: (n8n) => {
			running.n8n = n8n;
		},
	});
	mkdirSync(files, { recursive: true });
	const signingKey = join(files, 'signing-key.pem');
	const report = putReport(files);
	writeFileSync(signingKey, `${signer.privateKey}${signer.certificate}`);
	const { emulator, n8n } = running;
	const leftovers = await showEverything(print, emulator, n8n, signer, report, files);
	if (once) return;
	console.log(goOn(emulator, n8n, signingKey, leftovers));
	await new Promise(() => undefined);
}

stopOn('SIGINT', once ? 130 : 0);
stopOn('SIGTERM', 143);
main()
	.then(() => 0)
	.catch((error: unknown) => {
		if (stopping) return 1;
		console.error(
			`\n${say('The demo failed', 'Демонстрация не удалась')}: ${error instanceof Error ? error.message : String(error)}`,
		);
		return 1;
	})
	.then(async (code) => {
		await stop();
		process.exit(code);
	})
	.catch(() => process.exit(1));
