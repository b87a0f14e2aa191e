import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A foreign server, which the package must never contact. */
export interface Elsewhere {
	/** Host and port. */
	host: string;
	/** What it received: connections, and the requests on them with their headers. */
	seen: string[];
	close: () => Promise<void>;
}

export async function startElsewhere(): Promise<Elsewhere> {
	const seen: string[] = [];
	const server = createServer((request, response) => {
		seen.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
		response.setHeader('content-type', 'application/json');
		response.end('{}');
	});
	server.on('connection', () => seen.push('a connection'));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
		seen,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** Spellings of a foreign address that programs mistake for their own, or the other way round. */
export const addressesOf = (host: string, path: string): Record<string, string> => ({
	'an address': `http://${host}${path}`,
	'an address without a scheme': `//${host}${path}`,
	'an address with a user': `http://kontur.ru@${host}${path}`,
	backslashes: `\\\\${host}${path}`,
	'a slash and a backslash': `/\\${host}${path}`,
	'another scheme, with a user': `x:@${host}${path}`,
	'another scheme, with an end of a name': `x:.${host}${path}`,
	'blanks in front': ` \thttp://${host}${path}`,
});
