import 'reflect-metadata';

import { Logger } from '@n8n/backend-common';
import { GlobalConfig, InstanceSettingsConfig } from '@n8n/config';
import { Container } from '@n8n/di';
import { mkdtempSync, rmSync } from 'fs';
import type { LogMetadata } from 'n8n-workflow';
import { tmpdir } from 'os';
import { join } from 'path';

export interface LogEntry {
	level: 'error' | 'warn' | 'info' | 'debug';
	message: string;
	metadata: LogMetadata;
}

/** Everything the engine and the nodes logged since this module was loaded. */
export const logged: LogEntry[] = [];

// n8n-core prints every node error on the console. The entries are recorded instead, so that a test can inspect them;
// `N8N_LOG_LEVEL=debug npx jest` also prints them.
class RecordingLogger extends Logger {
	override error(message: string, metadata: LogMetadata = {}) {
		logged.push({ level: 'error', message, metadata });
		super.error(message, metadata);
	}

	override warn(message: string, metadata: LogMetadata = {}) {
		logged.push({ level: 'warn', message, metadata });
		super.warn(message, metadata);
	}

	override info(message: string, metadata: LogMetadata = {}) {
		logged.push({ level: 'info', message, metadata });
		super.info(message, metadata);
	}

	override debug(message: string, metadata: LogMetadata = {}) {
		logged.push({ level: 'debug', message, metadata });
		super.debug(message, metadata);
	}

	override scoped(): Logger {
		return this;
	}
}

// A second copy of this module (jest.isolateModules) shares the folder of the first: jest accepts no hooks once tests
// are running.
const MARK = 'N8N_HOST_TESTS_FOLDER';

function makeFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-host-'));
	const remove = () => rmSync(folder, { recursive: true, force: true });
	if (typeof afterAll === 'function') afterAll(remove);
	else process.once('exit', remove);
	return folder;
}

// n8n-core outlives a test file, so everything that a file sets in it is undone.
if (process.env[MARK] === undefined) Container.reset();

/** Where n8n-core keeps its files; removed after the last test, or with the process outside of jest. */
export const userFolder = process.env[MARK] ?? makeFolder();

// Always set, because n8n-core writes its settings file there and a test must never touch a real ~/.n8n.
process.env[MARK] = userFolder;
process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'host-tests';
process.env.N8N_LOG_LEVEL ??= 'silent';

Container.set(
	Logger,
	new RecordingLogger(Container.get(GlobalConfig), Container.get(InstanceSettingsConfig)),
);

export { Container };
