import axios, { type AxiosInstance } from 'axios';
import { seedUsers } from '../emulator/auth/state';
import { KEYS } from '../emulator/ofd';
import type { Emulator } from '../emulator/server';
import { signIn } from '../emulator/support';
import { konturEngine } from '../host/engine/kontur';
import type { Engine } from '../host/engine/engine';
import type { NodeClasses } from '../host/engine/node-types';

/** The real engine with all nodes, signed in to an emulator in another process. */
export const benchEngine = (url: string, others?: NodeClasses): Engine =>
	konturEngine({ url } as Emulator, undefined, others);

/** A bare client of Kontur.Extern, signed in once. */
export const bareExtern = async (url: string): Promise<AxiosInstance> => await signIn({ url } as Emulator);

/** A bare client of Kontur.OFD, signed in once. */
export async function bareOfd(url: string): Promise<AxiosInstance> {
	const [user] = seedUsers;
	const { data } = await axios.post<{ Sid: string }>(`${url}/auth/authenticate-by-pass`, user.password, {
		params: { login: user.login },
		headers: { 'Content-Type': 'text/plain' },
		proxy: false,
	});
	return axios.create({
		baseURL: url,
		proxy: false,
		headers: { Authorization: `auth.sid ${data.Sid}`, 'X-Kontur-Ofd-ApiKey': KEYS.main },
	});
}

/** Works on `width` things at once and does nothing else, like a hand-written loop. */
export async function bareLoop<T>(
	things: readonly T[],
	width: number,
	work: (thing: T) => Promise<unknown>,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < things.length) await work(things[next++]);
	};
	await Promise.all(Array.from({ length: width }, worker));
}
