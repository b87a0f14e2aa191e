import { spawn, type ChildProcess } from 'node:child_process';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { GiveUp, until } from './wait';

/** The queue of queue mode: a Redis server that persists nothing and listens on this machine only. */
export interface Redis {
	port: number;
	stop: () => void;
}

const freePort = async (): Promise<number> =>
	await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => resolve(port));
		});
	});

const answers = async (port: number): Promise<true | undefined> =>
	await new Promise((resolve) => {
		const socket = createConnection({ port, host: '127.0.0.1' });
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(undefined));
	});

export async function startRedis(): Promise<Redis> {
	const port = await freePort();
	const child: ChildProcess = spawn(
		'redis-server',
		['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		{ stdio: 'ignore' },
	);
	let failure: Error | undefined;
	child.once('error', (error) => {
		failure = error;
	});
	const stop = () => void child.kill('SIGTERM');
	try {
		await until('Redis to start', 30, async () => {
			if (failure) throw new GiveUp(`Redis cannot be started: ${failure.message}`);
			return await answers(port);
		});
		return { port, stop };
	} catch (error) {
		stop();
		throw error;
	}
}

/** Settings for n8n with workers. They detect the job of a dead worker within seconds instead of a minute. */
export const queueMode = ({ port }: Redis): Record<string, string> => ({
	EXECUTIONS_MODE: 'queue',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(port),
	QUEUE_WORKER_LOCK_DURATION: '5000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
});
