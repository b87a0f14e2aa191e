import type { INodeExecutionData } from 'n8n-workflow';
import type { FaultInput } from '../../emulator/core/faults/faults';
import { type SampleReportFacts } from '../../emulator/extern/seed/sampleReport';
import { sampleCells } from '../../support/sampling';
import { cp1251 } from '../../support/reports/reconstruction';
import {
	other,
	emulator,
	owner,
	begin,
	useKey,
	guids,
	sample,
	type File,
	faulty,
	itemOf,
	run,
	sent,
	madeDocflows,
	inOrder,
	requests,
	sends,
	draftOf,
	useReports,
} from './report.fixture';

/* A report that is sent again, or whose sending was interrupted, goes once. */

useReports();

describe('run again', () => {
	test('a report that was already sent returns its document flow without an upload', async () => {
		const item = await itemOf({ data: sample() });
		const first = await sent(item);
		emulator.control.clearLog();
		const second = await sent(item);
		expect(second).toMatchObject({ docflowId: first.docflowId, draftId: first.draftId, alreadySent: true });
		expect(requests().filter((route) => route.includes('contents'))).toEqual([]);
		expect(madeDocflows()).toHaveLength(1);
	});

	test.each([
		['a copy', (name: string) => name.replace('.xml', ' (1).xml')],
		['capitals', (name: string) => name.replace('.xml', '.XML')],
		['lower case', (name: string) => name.toLowerCase()],
		['a human name', () => 'Прибыль за 2023 [ООО «Ромашка»] (итог).xml'],
	])('the same content under %s is the same report', async (_name, rename) => {
		const file = sample();
		const first = await sent(await itemOf({ data: file }));
		const second = await sent(await itemOf({ data: { ...file, filename: rename(file.filename) } }));
		expect(second).toMatchObject({ docflowId: first.docflowId, alreadySent: true });
		expect(second.files).toMatchObject([{ fileName: file.filename }]);
	});

	const corrected = (file: File) => ({
		...file,
		bytes: Buffer.concat([file.bytes, Buffer.from('<!-- corrected -->')]),
	});

	test('another content for the same period is refused with the document flow of the first', async () => {
		const file = sample();
		const first = await sent(await itemOf({ data: file }));
		const drafts = owner.drafts.size;
		const { error } = await run(await itemOf({ data: corrected(file) }));
		expect(error?.message).toMatch(
			/^NO_PRIB_\S+\.xml: this report \(.*, I квартал 2024\) was already sent on \d{4}-/,
		);
		expect(error?.message).toContain(String(first.docflowId));
		expect(owner.drafts.size).toBe(drafts);
		const second = await sent(await itemOf({ data: corrected(file) }), { options: { sendAgainAs: 'again' } });
		expect(second.docflowId).not.toBe(first.docflowId);
		// The first job is still the first.
		expect(await sent(await itemOf({ data: file }))).toMatchObject({ docflowId: first.docflowId });
		expect(madeDocflows()).toHaveLength(2);
	});

	test.each<[string, Partial<SampleReportFacts>]>([
		['another correction', { correction: '1' }],
		['another period', { period: '31' }],
		['another year', { year: '2023' }],
		['another form', { knd: '1151001' }],
	])('%s is another report', async (_what, facts) => {
		await sent(await itemOf({ data: sample() }));
		await sent(await itemOf({ data: sample({ guid: guids[1], ...facts }) }));
		expect(madeDocflows()).toHaveLength(2);
	});

	test('a report that was refused can be sent again', async () => {
		const file = sample();
		const first = await sent(await itemOf({ data: file }));
		const docflow = owner.docflows.get(String(first.docflowId));
		if (docflow) docflow.successState = 'failed';
		await sent(await itemOf({ data: corrected(file) }));
		expect(madeDocflows()).toHaveLength(2);
	});

	test('it can be sent again on purpose, once for each word', async () => {
		const item = await itemOf({ data: sample() });
		const first = await sent(item);
		const again = { options: { sendAgainAs: 'second time' } };
		const [second, third] = [await sent(item, again), await sent(item, again)];
		expect(second.docflowId).not.toBe(first.docflowId);
		expect(third).toMatchObject({ docflowId: second.docflowId, alreadySent: true });
		expect(madeDocflows()).toHaveLength(2);
	});

	test('with a new certificate, the document stays and is signed again', async () => {
		emulator.control.addFault({ method: 'POST', path: '/check$', status: 400, body: { message: 'no' } });
		const item = await itemOf({ data: sample() });
		expect((await run(item)).error).toBeDefined();
		useKey(other);
		emulator.control.clearLog();
		const json = await sent(item);
		const [document] = draftOf(json.draftId).documents.values();
		expect([...document.signatures.values()].map(({ thumbprint }) => thumbprint)).toEqual([other.thumbprint]);
		expect(requests().filter((route) => route.includes('contents'))).toEqual([]);
	});

	test('two executions at once make one document flow', async () => {
		emulator.control.setOptions({ taskMs: 30, latencyMs: 5 });
		const item = await itemOf({ data: sample() });
		const results = await Promise.all([sent(item), sent(item)]);
		expect(new Set(results.map(({ docflowId }) => docflowId)).size).toBe(1);
		expect(madeDocflows()).toHaveLength(1);
	});

	/** A notice of taxes, each with its period. */
	const notice = (rows: ReadonlyArray<readonly [kbk: string, code: string, number: string]>, sum = '100') => {
		const { filename, bytes } = sample({ knd: '1110355', guid: guids[Number(sum) % 5] });
		const list = rows.map(
			([kbk, code, month]) =>
				`<УвИсчСумНалог ОКТМО="65701000" КБК="${kbk}" СумНалогАванс="${sum}" Период="${code}" НомерМесКварт="${month}" Год="2024"/>`,
		);
		const text = new TextDecoder('windows-1251')
			.decode(bytes)
			.replace(/ Период="21" ОтчетГод="2024"| НомКорр="0"/g, '')
			.replace('</Документ>', `${list.join('')}</Документ>`);
		return { filename, bytes: cp1251(text) };
	};
	const [INCOME, CONTRIBUTIONS] = ['18210102010011000110', '18210201000011000160'];

	test('a notice for taxes and periods that an earlier one has is refused, others are not', async () => {
		const both = notice([
			[INCOME, '21', '01'],
			[CONTRIBUTIONS, '21', '01'],
		]);
		const first = await sent(await itemOf({ data: both }));
		const { error } = await run(await itemOf({ data: notice([[CONTRIBUTIONS, '21', '01']], '101') }));
		expect(error?.message).toMatch(
			/^NO_PRIB_\S+\.xml: this report \(Уведомление об исчисленных суммах налогов, Январь 2024\) was already sent on /,
		);
		expect(error?.message).toContain(String(first.docflowId));
		await sent(await itemOf({ data: notice([[CONTRIBUTIONS, '21', '02']], '102') }));
		await sent(await itemOf({ data: notice([[INCOME, '21', '11']], '103') }));
		await sent(
			await itemOf({
				data: notice(
					[
						[INCOME, '21', '01'],
						[INCOME, '21', '02'],
					],
					'104',
				),
			}),
		);
		expect(madeDocflows()).toHaveLength(4);
	});

	describe('two files of one report at once', () => {
		const two = async (): Promise<INodeExecutionData[]> => [
			await itemOf({ data: sample() }),
			await itemOf({ data: corrected(sample()) }),
		];
		const twice = /this report \(.*\) was already sent/;

		test('in two items: the second is refused with the document flow of the first', async () => {
			emulator.control.setOptions({ taskMs: 30, latencyMs: 5 });
			const items = await two();
			const { json, error } = await run(items[0], {}, { items, onError: 'continueRegularOutput' });
			expect(error).toBeUndefined();
			expect(madeDocflows()).toHaveLength(1);
			expect(json.filter((one) => one.docflowId !== undefined)).toHaveLength(1);
			expect(json.filter((one) => twice.test(JSON.stringify(one)))).toHaveLength(1);
		});

		test.each([
			['without a word', {}],
			['on purpose, with the same word', { options: { sendAgainAs: 'again' } }],
		])('in two executions, %s: one is refused', async (_how, parameters) => {
			emulator.control.setOptions({ taskMs: 30, latencyMs: 5, docflowVisibleMs: 100 });
			const results = await Promise.all((await two()).map(async (item) => await run(item, parameters)));
			expect(results.flatMap(({ error }) => error?.message ?? [])).toEqual([expect.stringMatching(twice)]);
			expect(madeDocflows()).toHaveLength(1);
		});

		test('the second is sent if the first cannot be', async () => {
			const [first, second] = [await itemOf({ data: faulty(sample()) }), await itemOf({ data: sample() })];
			const results = await Promise.all([run(first), run(second)]);
			expect(results.map(({ error }) => error === undefined)).toEqual([false, true]);
			expect(madeDocflows()).toHaveLength(1);
		});

		test('from elsewhere: the list is looked at again right before the sending', async () => {
			const [first, second] = await two();
			const { docflowId } = await sent(first, { options: { sendAgainAs: 'elsewhere' } });
			const docflow = owner.docflows.get(String(docflowId));
			owner.docflows.delete(String(docflowId));
			emulator.control.onRequest(({ path }) => {
				if (docflow && path.endsWith('/prepare')) owner.docflows.set(docflow.id, docflow);
			});
			const { error } = await run(second);
			expect(error?.message).toMatch(twice);
			expect(error?.message).toContain(docflowId);
			expect(sends()).toBe(1);
		});
	});

	test.each([
		['draft', '/drafts/[^/]+$'],
		['document', '/documents/[^/]+$'],
	])('a service that gives the %s another ID is not trusted', async (_what, path) => {
		const body = { id: guids[4] };
		emulator.control.addFault({ method: 'PUT', path, status: 201, body });
		const { error } = await run(await itemOf({ data: sample() }));
		expect(error?.message).toMatch(
			/^NO_PRIB_\S+\.xml: Kontur did not create the draft under the requested ID/,
		);
		expect(sends()).toBe(0);
	});

	test('after a timeout it continues', async () => {
		emulator.control.setOptions({ taskMs: 60_000 });
		const item = await itemOf({ data: sample() });
		const { error } = await run(item, { options: { timeout: 1 } });
		expect(error?.message).toMatch(
			/^NO_PRIB_\S+\.xml: Kontur is still working after 1 seconds\. Run this node again: it resumes the work and never sends twice$/,
		);
		emulator.state.clock.advance(60_000);
		emulator.control.setOptions({ taskMs: 1 });
		await sent(item);
		expect(madeDocflows()).toHaveLength(1);
		expect(requests().filter((route) => route === 'POST /v1/{accountId}/contents')).toHaveLength(1);
	});
});

describe('interrupted at every request', () => {
	const cuts = ['before', 'after'] as const;
	/** Two files, so that the parallel part has its cuts too. */
	const twoFiles = async () =>
		await itemOf({ one: sample({ guid: guids[0] }), two: sample({ guid: guids[1] }) });
	const parameters = { binaryPropertyName: 'one,two' };

	/** The requests of a run that nothing disturbs. */
	async function count(): Promise<number> {
		await sent(await twoFiles(), parameters);
		return inOrder().length;
	}

	async function fresh() {
		await emulator.close();
		await begin();
	}

	const hits = () => emulator.control.faults().reduce((sum, fault) => sum + fault.hits, 0);

	test.each([
		['and the process is gone', true],
		['and only this once', false],
	])(
		'%s: run again, it is sent exactly once',
		async (_name, isGone) => {
			const all = await count();
			let points = 0;
			const existing = Array.from({ length: all }, (_none, skip) =>
				cuts.map((cut) => ({ skip, cut })),
			).flat();
			const drawn = sampleCells('Cut points', `report.send ${isGone}`, existing, 5);
			for (const { skip, cut } of drawn) {
				await fresh();
				const item = await twoFiles();
				const fault: FaultInput = { service: 'extern', skip, cut };
				emulator.control.addFault(fault);
				const cancelAfter = async () => {
					while (hits() === 0) await new Promise((resolve) => setTimeout(resolve, 2));
				};
				const first = await run(item, parameters, isGone ? { cancelAfter } : {});
				if (hits() === 0) continue;
				points += 1;
				if (isGone) expect(first.run.status).toBe('canceled');
				const where = `${cut} request ${skip + 1}: ${requests()[skip]}`;
				const again = await run(item, parameters);
				expect({ where, error: again.error?.message }).toEqual({ where, error: undefined });
				const made = madeDocflows().map(({ id }) => id);
				expect({ where, made }).toEqual({ where, made: [again.json[0].docflowId] });
				if (!isGone && !first.error) expect(first.json[0].docflowId).toBe(made[0]);
			}
			console.log(`cut points: ${points} (${all} requests, before and after the server acted)`);
			expect(points).toBeGreaterThanOrEqual(drawn.length - 4);
		},
		300_000,
	);
});
