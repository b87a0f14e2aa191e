import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../emulator/server';
import { makeServerCertificate, type ServerCertificate } from '../../../support/tls';
import { work } from '../places';

const hosts = ['extern-api', 'identity', 'api', 'ofd-api'].map((name) => `${name}.kontur.ru`);

/** An emulator that n8n reaches under Kontur's own addresses, so that nothing in the credentials differs. */
export interface KonturAddresses {
	emulator: Emulator;
	/** Trusted by that n8n, for other servers of a test on `localhost`. */
	certificate: ServerCertificate;
	/** The environment of an n8n that goes there. */
	env: Record<string, string>;
	close: () => Promise<void>;
}

/** Starts an emulator and a proxy that leads Kontur's addresses to it, and nowhere else. */
export async function startAtKonturAddresses(options: Partial<EmulatorOptions>): Promise<KonturAddresses> {
	const tls = await makeServerCertificate([...hosts, 'localhost'].map((name) => `DNS:${name}`));
	const emulator = await startEmulator({ options, tls });
	const folder = join(work, 'run');
	mkdirSync(folder, { recursive: true });
	const trusted = join(folder, `kontur-addresses-${process.pid}.pem`);
	writeFileSync(trusted, tls.cert);

	const sockets = new Set<Socket>();
	const keep = (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => socket.destroy());
		socket.on('close', () => sockets.delete(socket));
	};
	const proxy = createServer((_request, response) => response.writeHead(502).end());
	proxy.on('connection', keep);
	proxy.on('connect', ({ url = '' }, client: Socket, head: Buffer) => {
		if (!hosts.includes(url.replace(/:443$/, ''))) {
			client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
			return;
		}
		const upstream = connect(emulator.port, '127.0.0.1', () => {
			client.write('HTTP/1.1 200 Connection established\r\n\r\n');
			if (head.length > 0) upstream.write(head);
			upstream.pipe(client).pipe(upstream);
		});
		keep(upstream);
		client.on('close', () => upstream.destroy());
	});
	await new Promise<void>((resolve) => {
		proxy.listen(0, '127.0.0.1', resolve);
	});
	const { port } = proxy.address() as AddressInfo;
	return {
		emulator,
		certificate: tls,
		env: {
			HTTPS_PROXY: `http://127.0.0.1:${port}`,
			NO_PROXY: '127.0.0.1,localhost',
			NODE_EXTRA_CA_CERTS: trusted,
		},
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise<void>((resolve) => {
				proxy.close(() => resolve());
			});
			await emulator.close();
		},
	};
}
