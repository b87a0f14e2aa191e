import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Json } from '../execution';
import type { Credential, N8n } from '../n8n';

const portOf = (server: Server | HttpServer) => (server.address() as AddressInfo).port;

const CHAT = '4242';

/** What n8n's Telegram node writes to. */
export class FakeTelegram {
	readonly settings = { telegramChat: CHAT };

	private constructor(
		private readonly server: HttpServer,
		readonly credentials: { telegramApi: Credential },
		/** The requests to send a message. */
		readonly messages: Json[],
	) {}

	static async start(n8n: N8n): Promise<FakeTelegram> {
		const received: Json[] = [];
		const server = createHttpServer((request, response) => {
			let body = '';
			request.on('data', (chunk: Buffer) => (body += chunk.toString()));
			request.on('end', () => {
				if (request.url?.endsWith('/sendMessage')) received.push(JSON.parse(body) as Json);
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify({ ok: true, result: { message_id: received.length } }));
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const telegramApi = await n8n.createCredential('Telegram account', 'telegramApi', {
			accessToken: '123456:test-bot-token',
			baseUrl: `http://127.0.0.1:${portOf(server)}`,
		});
		return new FakeTelegram(server, { telegramApi }, received);
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}

/** A mail server that takes everything. */
export class FakeMail {
	/** The letters as they arrived. */
	readonly letters: string[] = [];

	readonly settings = { emailTo: 'accountant@example.com', emailFrom: 'n8n@example.com' };

	private readonly sockets = new Set<Socket>();

	private constructor(
		private readonly server: Server,
		readonly credentials: { smtp: Credential },
	) {}

	static async start(n8n: N8n): Promise<FakeMail> {
		const server = createTcpServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const smtp = await n8n.createCredential('SMTP account', 'smtp', {
			host: '127.0.0.1',
			port: portOf(server),
			secure: false,
			disableStartTls: true,
		});
		const mail = new FakeMail(server, { smtp });
		server.on('connection', (socket) => mail.converse(socket));
		return mail;
	}

	private converse(socket: Socket): void {
		this.sockets.add(socket);
		socket.on('error', () => undefined);
		let letter: string | undefined;
		let rest = '';
		socket.write('220 mail ready\r\n');
		socket.on('data', (chunk) => {
			const lines = (rest + chunk.toString()).split('\r\n');
			rest = lines.pop() ?? '';
			for (const line of lines) {
				if (letter === undefined) {
					if (line.startsWith('DATA')) letter = '';
					socket.write(line.startsWith('DATA') ? '354 go on\r\n' : '250 fine\r\n');
				} else if (line === '.') {
					this.letters.push(letter);
					letter = undefined;
					socket.write('250 taken\r\n');
				} else {
					letter += `${line}\n`;
				}
			}
		});
	}

	async stop(): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		await new Promise((resolve) => this.server.close(resolve));
	}
}
