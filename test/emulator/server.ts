import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import * as auth from './auth';
import { Control } from './core/control';
import { controlRoutes, formatControlError } from './core/controlRoutes';
import { Faults } from './core/faults/faults';
import { RequestHandler } from './core/http';
import { RequestLog } from './core/log';
import type { EmulatorOptions } from './core/options';
import { SeededRandom } from './core/random';
import { Router } from './core/router';
import { createState, type EmulatorState } from './core/state';
import * as extern from './extern';
import { exchangeControlRoutes } from './extern/exchange/exchangeControl';
import { feedControlRoutes } from './extern/exchange/feedControl';
import * as ofd from './ofd';

export type { EmulatorOptions };

export interface Emulator {
	/** Base address without a slash at the end. */
	url: string;
	port: number;
	state: EmulatorState;
	control: Control;
	close(): Promise<void>;
	/** Refuses new connections and closes open ones. */
	stopListening(): Promise<void>;
	/** Serves again, at the same address. */
	startListening(): Promise<void>;
}

export interface StartOptions {
	/** 0 or nothing = any free port. */
	port?: number;
	/** Prints a line per request. */
	log?: boolean;
	/** Switches that differ from the defaults; a reset restores them. */
	options?: Partial<EmulatorOptions>;
	/** PEM. Serves over TLS with it, as Kontur does. */
	tls?: { key: string; cert: string };
}

function listen(server: Server, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			server.off('error', reject);
			resolve((server.address() as AddressInfo).port);
		});
	});
}

export async function startEmulator(start: StartOptions = {}): Promise<Emulator> {
	const overrides = start.options ?? {};
	const state = createState(overrides);
	const log = new RequestLog();
	const holder: { control?: Control } = {};
	const getControl = (): Control => {
		if (!holder.control) throw new Error('The emulator is not ready');
		return holder.control;
	};
	const steering = [...controlRoutes(getControl), ...exchangeControlRoutes, ...feedControlRoutes];
	const router = new Router([...auth.routes, ...extern.routes, ...ofd.routes, ...steering]);
	const patterns = new Set(router.routes.map((route) => route.path));
	const faults = new Faults((path) => patterns.has(path));
	const control = new Control(state, faults, log, router, overrides);
	holder.control = control;

	const handler = new RequestHandler({
		state,
		router,
		faults,
		log,
		formatters: {
			identity: auth.formatIdentityError,
			auth: auth.formatAuthError,
			extern: extern.formatError,
			ofd: ofd.formatError,
			control: formatControlError,
		},
		clientOf: auth.clientOf,
		traceIds: new SeededRandom('trace'),
		onRequest: async (entry) => await control.tell(entry),
		onAnswer: (entry, json) => control.changed(entry, json),
		...(start.log ? { print: (line: string) => console.log(line) } : {}),
	});
	const answer: RequestListener = (message, response) => {
		// A client that disconnects early is not a failure of the emulator.
		handler.handle(message, response).catch(() => response.destroy());
	};
	const server = start.tls ? createTlsServer(start.tls, answer) : createServer(answer);
	// An idle connection must not close just as a client is about to use it again.
	server.keepAliveTimeout = 0;
	const port = await listen(server, start.port ?? 0);
	const stopListening = (): Promise<void> =>
		new Promise((resolve, reject) => {
			server.close((error) => (error ? reject(error) : resolve()));
			server.closeAllConnections();
		});
	return {
		url: `${start.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
		port,
		state,
		control,
		stopListening,
		startListening: async () => void (await listen(server, port)),
		close: async () => (server.listening ? await stopListening() : undefined),
	};
}
