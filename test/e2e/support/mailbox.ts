import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { ServerCertificate } from '../../support/tls';

/** A mail server that delivers nothing and keeps what it is given. */
export interface Mailbox {
	port: number;
	/** Subjects and texts, decoded. */
	letters: string[];
	close: () => Promise<void>;
}

function decoded(letter: string): string {
	const [head, ...body] = letter.split('\r\n\r\n');
	const words = head.replace(
		/=\?UTF-8\?([BQ])\?([^?]*)\?=(?:\r\n )?/gi,
		(_all, form: string, text: string) =>
			form.toUpperCase() === 'B'
				? Buffer.from(text, 'base64').toString()
				: decodeURIComponent(text.replace(/_/g, ' ').replace(/=/g, '%')),
	);
	const content = body.join('\r\n\r\n');
	const isBase64 = /content-transfer-encoding: base64/i.test(head);
	const isQuoted = /content-transfer-encoding: quoted-printable/i.test(head);
	if (isBase64) return `${words}\n${Buffer.from(content, 'base64').toString()}`;
	if (!isQuoted) return `${words}\n${content}`;
	const bytes = content
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return `${words}\n${Buffer.from(bytes, 'latin1').toString()}`;
}

function serve(socket: TLSSocket, letters: string[]): void {
	let pending = '';
	let letter: string | undefined;
	const reply = (text: string) => socket.write(`${text}\r\n`);
	const line = (text: string) => {
		if (letter !== undefined) {
			if (text !== '.') {
				letter += `${text.replace(/^\./, '')}\r\n`;
				return;
			}
			letters.push(decoded(letter));
			letter = undefined;
			reply('250 Kept');
			return;
		}
		const command = text.slice(0, 4).toUpperCase();
		if (command === 'EHLO') reply('250-localhost\r\n250 AUTH PLAIN');
		else if (command === 'AUTH') reply('235 Welcome');
		else if (command === 'QUIT') socket.end('221 Bye\r\n');
		else if (command === 'DATA') {
			letter = '';
			reply('354 Go on');
		} else reply('250 OK');
	};
	socket.on('error', () => socket.destroy());
	socket.on('data', (data) => {
		pending += data.toString('latin1');
		const lines = pending.split('\r\n');
		pending = lines.pop() ?? '';
		lines.forEach(line);
	});
	reply('220 localhost');
}

export async function startMailbox({ key, cert }: ServerCertificate): Promise<Mailbox> {
	const letters: string[] = [];
	const sockets = new Set<TLSSocket>();
	const server = createServer({ key, cert }, (socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		serve(socket, letters);
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return {
		port: (server.address() as AddressInfo).port,
		letters,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
			});
		},
	};
}
