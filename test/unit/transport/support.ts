import type { IDataObject, INode } from 'n8n-workflow';
import { Gate } from '../../../nodes/shared/foreign';
import type { Client, KonturContext, KonturRequest, KonturResponse } from '../../../nodes/shared/transport';

export const node: INode = {
	id: 'node',
	name: 'Kontur',
	type: 'n8n-nodes-kontur.konturExtern',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** As much of n8n as building errors needs. */
export const bareContext = { getNode: () => node } as KonturContext;

export type Answer = Partial<KonturResponse<unknown>> | Error;

/** A client that answers out of a function and waits for nothing. */
export function fakeClient(answer: (request: KonturRequest, number: number) => Answer) {
	const requests: KonturRequest[] = [];
	const waits: number[] = [];
	const request = async <T = IDataObject>(what: KonturRequest): Promise<KonturResponse<T>> => {
		requests.push(what);
		const given = answer(what, requests.length);
		if (given instanceof Error) throw given;
		return { status: 200, headers: {}, isEncrypted: true, ...given, body: given.body as T };
	};
	const client: Client = {
		request,
		user: async () => 'user',
		clocks: () => undefined,
		gate: new Gate(),
		wait: async (ms) => {
			waits.push(ms);
		},
		failure: () => {
			throw new Error('not asked for');
		},
	};
	return { client, requests, waits };
}
