import axios from 'axios';
import type { N8n } from './n8n';
import { until } from './wait';

/** Requests a page from n8n like a browser. Addresses contain the host name that n8n was configured with. */
function ask(n8n: N8n, address: string, page = '') {
	const { pathname, search } = new URL(address);
	const url = `${n8n.url}${pathname}${page}${search}`;
	const client = axios.create({ proxy: false, validateStatus: () => true, maxRedirects: 0, timeout: 30_000 });
	return {
		get: async () => await client.get<string>(url),
		post: async (body: FormData) => await client.post(url, body),
	};
}

/** The visible text of a page. */
const textOf = (page: string) =>
	page
		.replace(/<(script|style)\b.*?<\/\1>/gs, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ');

/** Opens a form and returns the text of its page. @throws when there is none */
export async function openForm(n8n: N8n, address: string): Promise<string> {
	return await until(`the form ${address}`, 60, async () => {
		const { status, data } = await ask(n8n, address).get();
		if (status !== 200) throw new Error(`it answers ${status}`);
		return textOf(data);
	});
}

/** Returns the next page of a submitted form, once the workflow has reached it. */
export async function nextPage(n8n: N8n, address: string): Promise<string> {
	await until(`the next page of the form ${address}`, 60, async () => {
		const { data } = await ask(n8n, address, '/n8n-execution-status').get();
		return data === 'form-waiting' ? true : undefined;
	});
	return await openForm(n8n, address);
}

/** Submits the form; fields in the order of the form. */
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
