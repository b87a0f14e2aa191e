import type { AxiosInstance } from 'axios';

import { unknownFields, withNoise } from './noise';
import { startEmulator, type Emulator } from '../../server';
import { signIn } from '../../support';

const path = '/v1';
const unknown = (kind: string) => `urn:${kind}:brand-new`;

let emulator: Emulator;
let client: AxiosInstance;

beforeAll(async () => {
	emulator = await startEmulator();
	client = await signIn(emulator);
});
afterAll(async () => await emulator.close());

test('answers can be changed, until that is ended', async () => {
	const { control } = emulator;
	const plain = (await client.get(path)).data;
	const ends = [
		control.changeAnswers((_entry, json) => withNoise(json)),
		control.changeAnswers(({ route }, json) => ({ ...(json as object), route })),
	];
	const changed = (await client.get(path)).data;
	expect(changed).toMatchObject({ ...unknownFields, route: '/v1', 'total-count': plain['total-count'] });
	expect(changed.accounts[0]).toMatchObject({ ...unknownFields, id: plain.accounts[0].id });
	expect((await client.get('/v1/nonsense')).data).not.toHaveProperty('route');
	for (const end of ends) end();
	expect((await client.get(path)).data).toEqual(plain);
});

test('noise reaches the elements of all lists, and makes URNs unknown but for those that clients steer by', () => {
	const answer = {
		type: 'urn:document:fns534-report',
		'task-type': 'urn:task-type:send',
		error: { id: 'urn:error:externapi:badRequest' },
		inner: { list: [{ status: 'urn:docflow-common-status:sent', deeper: [{ number: 1 }, 'text'] }] },
	};
	expect(withNoise(answer, { keptUrns: ['task-type'] })).toEqual({
		...answer,
		...unknownFields,
		type: unknown('document'),
		inner: {
			list: [
				{
					...unknownFields,
					status: unknown('docflow-common-status'),
					deeper: [{ ...unknownFields, number: 1 }, 'text'],
				},
			],
		},
	});
	expect(withNoise('text')).toBe('text');
});
