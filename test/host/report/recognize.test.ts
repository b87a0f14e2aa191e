import { zipOne } from '../../emulator/extern/files/zip';
import { EXTERN } from '../engine/kontur';
import {
	emulator,
	engine,
	owner,
	sample,
	type File,
	itemOf,
	run,
	requests,
	useReports,
} from './report.fixture';

/* What report files are, read without a request. */

useReports();

describe('Recognize', () => {
	const recognize = async (files: Record<string, File>) =>
		await engine.run(
			EXTERN,
			{ resource: 'report', operation: 'recognize', binaryPropertyName: '*' },
			{ items: [await itemOf(files)], credentials: {} },
		);

	test('says what each file is, without a credential and without a request', async () => {
		const file = sample({ correction: '1', period: '33' });
		const copy = { ...file, filename: 'Прибыль (1).XML' };
		const { json, error } = await recognize({
			copy,
			letter: { filename: 'letter.pdf', bytes: Buffer.from('%PDF-1.4') },
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{
				...{
					fileName: file.filename,
					problems: [],
					canBeSent: true,
					warnings: [],
					kind: 'report',
					authority: 'tax office',
				},
				deadline: null,
				...{ form: '1151006', formName: 'Налоговая декларация по налогу на прибыль', period: '9 месяцев' },
				...{ year: '2024', correction: '1', payerInn: owner.inn, payerKpp: owner.kpp },
				...{ senderInn: owner.inn, senderKpp: owner.kpp, isRepresentative: false, office: '0087' },
				encoding: 'windows-1251',
			},
			expect.objectContaining({
				fileName: 'letter.pdf',
				kind: 'unknown',
				canBeSent: false,
				problems: ['The file is not in a report format that this node knows.'],
				payerInn: null,
			}),
		]);
		expect(emulator.control.log({})).toEqual([]);
	});

	test('says until when a report has to be sent, and that this has passed', async () => {
		const { json } = await recognize({ data: sample({ period: '33' }) });
		expect(json).toEqual([
			expect.objectContaining({
				canBeSent: true,
				deadline: '2024-10-25',
				warnings: [
					expect.stringMatching(/^The deadline of this report passed \d+ days ago, on 2024-10-25\.$/),
				],
			}),
		]);
	});

	test('an archive is to be unpacked first', async () => {
		const archive = zipOne('report.xml', sample().bytes);
		const { json } = await recognize({ data: { filename: 'Отчёты.zip', bytes: archive } });
		const problem = /^The file is a ZIP archive, not a report; unpack it first/;
		expect(json).toMatchObject([
			{ fileName: 'Отчёты.zip', canBeSent: false, problems: [expect.stringMatching(problem)] },
		]);
		const { error } = await run(await itemOf({ data: { filename: 'Отчёты.zip', bytes: archive } }), {
			additionalFields: { recipientType: 'ifns-code', recipientCode: '0087', senderInn: owner.inn },
		});
		expect(error?.message).toMatch(/^Отчёты\.zip: the file is a ZIP archive, not a report; unpack it first/);
		expect(requests()).toEqual([]);
	});

	test('takes fifty files in fifty items, each with its own, and items without a file as errors', async () => {
		const files = Array.from({ length: 50 }, (_none, index) => sample({ correction: String(index) }));
		const items = await Promise.all(files.map(async (file) => await itemOf({ data: file })));
		items.splice(10, 0, { json: {} });
		const { json, items: outputs } = await engine.run(
			EXTERN,
			{ resource: 'report', operation: 'recognize', binaryPropertyName: '*' },
			{ items, credentials: {}, onError: 'continueRegularOutput' },
		);
		expect(json).toHaveLength(51);
		expect(json[10].error).toEqual(expect.stringMatching(/has no file/));
		expect(json.flatMap(({ correction }) => correction ?? [])).toEqual(
			files.map((_file, index) => `${index}`),
		);
		expect(outputs.filter(({ binary }) => binary?.data)).toHaveLength(50);
	});

	test('a file that n8n has lost does not take the others', async () => {
		const item = await itemOf({ a: sample(), b: sample() });
		Object.assign(item.binary?.b ?? {}, { id: 'filesystem-v2:gone', data: 'filesystem-v2' });
		const of = async (parameters: object) =>
			await engine.run(
				EXTERN,
				{ resource: 'report', operation: 'recognize', binaryPropertyName: '*', ...parameters },
				{ items: [item], credentials: {} },
			);
		const { json, error, run: done } = await of({});
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ fileName: sample().filename, canBeSent: true })]);
		const notes = (done.data.resultData.runData.Node?.[0].hints ?? []).map(({ message }) => message);
		expect(notes.at(-1)).toMatch(/^The result is incomplete\. Not read: b \(/);
		const asItem = await of({ options: { onPartialFailure: 'item' } });
		expect(asItem.json[1]).toEqual({
			error: expect.stringMatching(/^b: /),
			details: expect.objectContaining({ field: 'b' }),
		});
		const stopped = await of({ options: { onPartialFailure: 'stop' } });
		expect(stopped.json).toEqual([]);
		expect(stopped.error?.message).toMatch(/^b: /);
	});

	test('a file that cannot be sent is an item, not an error', async () => {
		const file = sample();
		const { json } = await recognize({
			a: { ...file, bytes: file.bytes.subarray(0, 300) },
			b: { ...file, bytes: Buffer.alloc(0) },
		});
		expect(json).toMatchObject([
			{ canBeSent: false, problems: [expect.stringMatching(/^The file is damaged: .*incomplete\.$/)] },
			{ canBeSent: false, problems: ['The file is empty.'] },
		]);
	});
});
