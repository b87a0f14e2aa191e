import axios from 'axios';
import type { N8n } from './n8n';
import { until } from './wait';

/** Asks n8n as a browser would; an address names the machine as n8n was told to. */
function ask(n8n: N8n, address: string, page = '') {
	const { pathname, search } = new URL(address);
	const url = `${n8n.url}${pathname}${page}${search}`;
	const client = axios.create({ proxy: false, validateStatus: () => true, maxRedirects: 0, timeout: 30_000 });
	return {
		get: async () => await client.get<string>(url),
		post: async (body: FormData) => await client.post(url, body),
	};
}

/** What a person reads on a page. */
const textOf = (page: string) =>
	page
		.replace(/<(script|style)\b.*?<\/\1>/gs, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ');

/** Opens a form and gives the text of its page. @throws when there is none */
export async function openForm(n8n: N8n, address: string): Promise<string> {
	return await until(`the form ${address}`, 60, async () => {
		const { status, data } = await ask(n8n, address).get();
		if (status !== 200) throw new Error(`it answers ${status}`);
		return textOf(data);
	});
}

/** The next page of a form that was sent, as soon as the workflow has come to it. */
export async function nextPage(n8n: N8n, address: string): Promise<string> {
	await until(`the next page of the form ${address}`, 60, async () => {
		const { data } = await ask(n8n, address, '/n8n-execution-status').get();
		return data === 'form-waiting' ? true : undefined;
	});
	return await openForm(n8n, address);
}

/** Sends what was filled in; fields in the order in which the form shows them. */
export async function submitForm(
	n8n: N8n,
	address: string,
	...fields: Array<string | { filename: string; bytes: Buffer }>
): Promise<unknown> {
	const body = new FormData();
	for (const [index, field] of fields.entries()) {
		if (typeof field === 'string') body.append(`field-${index}`, field);
		else body.append(`field-${index}`, new Blob([new Uint8Array(field.bytes)]), field.filename);
	}
	const { status, data } = await ask(n8n, address).post(body);
	if (status !== 200) throw new Error(`The form ${address} answers ${status}: ${JSON.stringify(data)}`);
	return data as unknown;
}
