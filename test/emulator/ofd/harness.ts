import axios, { type AxiosInstance, type AxiosResponse } from 'axios';

import { startEmulator, type Emulator } from '../server';
import { createOfdState, KEYS, ORGANIZATION_IDS, type OfdState } from './index';

export const START = new Date('2026-03-10T12:00:00Z');
export const LOGIN = 'partner@example.com';
export const PASSWORD = 'Test-Password-1';

export type Body = Record<string, unknown>;

export interface Page {
	documents: Array<Record<string, Body>>;
	paging: { nextOffset?: string | null };
}

interface ErrorBody {
	errorCodeId: string;
	errorCode: number;
	moreInfo: string;
	userMessage: { ru: string; en: string };
}

export interface Ofd {
	emulator: Emulator;
	state: OfdState;
	sid: string;
	api: AxiosInstance;
	get<T>(path: string, params?: Record<string, unknown>): Promise<AxiosResponse<T>>;
	control<T>(path: string, body: unknown): Promise<AxiosResponse<T>>;
	/** Any of the organization's registers, all documents of a wide period, as they were answered. */
	all(regNumber: string, organizationId?: string): Promise<Array<Record<string, Body>>>;
	close(): Promise<void>;
}

export function registerPath(regNumber: string, organizationId: string = ORGANIZATION_IDS.trade): string {
	return `/v2/organizations/${organizationId}/cashboxes/${regNumber}`;
}

export function periodPath(regNumber: string, organizationId?: string): string {
	return `${registerPath(regNumber, organizationId)}/documents/by-period`;
}

export function bodyOf(document: Record<string, Body>): Body {
	return Object.values(document)[0];
}

export function kindOf(document: Record<string, Body>): string {
	return Object.keys(document)[0];
}

export function numbers(documents: Array<Record<string, Body>>): string[] {
	return documents.map((document) => {
		const body = bodyOf(document);
		return `${String(body.fiscalDriveNumber).trim()}:${String(body.fiscalDocumentNumber)}`;
	});
}

export const WIDE = { dateFrom: '2025-12-01T00:00:00', dateTo: '2026-04-30T23:59:59' };

let running: Emulator | null = null;

/** One server a test file; each call gives it fresh data, the same instant and a new session. */
export async function startOfd(): Promise<Ofd> {
	running ??= await startEmulator();
	const emulator = running;
	emulator.control.clearFaults();
	emulator.state.clock.freeze(START);
	emulator.state.ofd = createOfdState(emulator.state.clock);
	const signIn = await axios.post<{ Sid: string }>(`${emulator.url}/auth/authenticate-by-pass`, PASSWORD, {
		params: { login: LOGIN },
		headers: { 'Content-Type': 'text/plain; charset=utf-8' },
		proxy: false,
	});
	const sid = signIn.data.Sid;
	const api = axios.create({
		baseURL: emulator.url,
		validateStatus: () => true,
		proxy: false,
		headers: { 'X-Kontur-Ofd-ApiKey': KEYS.main, Authorization: `auth.sid ${sid}` },
	});
	const get = <T>(path: string, params?: Record<string, unknown>) => api.get<T>(path, { params });
	return {
		emulator,
		state: emulator.state.ofd,
		sid,
		api,
		get,
		control: <T>(path: string, body: unknown) => api.post<T>(`/_control/ofd/${path}`, body),
		all: async (regNumber, organizationId) => {
			const found: Array<Record<string, Body>> = [];
			let offset: string | undefined;
			for (;;) {
				const params: Record<string, unknown> = { ...WIDE };
				if (offset !== undefined) params.offset = offset;
				const { status, data } = await get<Page>(periodPath(regNumber, organizationId), params);
				if (status !== 200) throw new Error(`by-period answered ${status}`);
				found.push(...data.documents);
				const next = data.paging.nextOffset;
				if (!next || decodeURIComponent(next) === offset) return found;
				offset = decodeURIComponent(next);
			}
		},
		close: async () => {
			running = null;
			await emulator.close();
		},
	};
}

export function expectError(
	response: AxiosResponse<unknown>,
	status: number,
	errorCode: number,
	errorCodeId: string,
): void {
	expect(response.status).toBe(status);
	const body = response.data as ErrorBody;
	expect(body.errorCodeId).toBe(errorCodeId);
	expect(body.errorCode).toBe(errorCode);
	expect(body.moreInfo).toMatch(/^https:\/\//);
	expect(body.userMessage.ru).toMatch(/[а-я]/i);
	expect(body.userMessage.en).toMatch(/^[A-Z]/);
}
