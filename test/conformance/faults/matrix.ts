import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodes, requestingOf } from '../subject';
import { newWorld, OperationMatrix } from './operation';
import { shortenPauses } from '../../support/pauses';
import { sampleCells } from '../../support/sampling';

/** Declares the tests of a node's operations, or of an equal part of them. */
export function faultMatrix(node: string, { part, of } = { part: 1, of: 1 }): void {
	const subject = nodes.find((each) => each.node === node);
	if (!subject) throw new Error(`${node} is not among the nodes with a catalogue`);
	const own = requestingOf(subject.catalog).filter((_operation, index) => index % of === part - 1);
	const operations = sampleCells('Operations with faults', `${node} ${part}`, own, Math.ceil(own.length / 6));
	let elsewhere: Server;
	let reached = 0;
	let cells = 0;
	let matrix: OperationMatrix;
	beforeAll(async () => {
		elsewhere = createServer((_request, response) => {
			reached += 1;
			response.end('{}');
		});
		await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
	});
	beforeEach(() => {
		// No pause of the nodes is worth waiting for here.
		shortenPauses(1);
	});
	afterEach(async () => {
		jest.restoreAllMocks();
		await matrix.close();
	});
	afterAll(async () => {
		await new Promise((resolve) => elsewhere.close(resolve));
		process.stdout.write(`Faults: ${cells} cells of ${operations.length} operations of ${subject.node}\n`);
	});

	test.each(operations)('$name', async (named) => {
		const { port } = elsewhere.address() as AddressInfo;
		matrix = new OperationMatrix(subject, named, await newWorld(), `http://127.0.0.1:${port}/`);
		await matrix.run();
		expect(matrix.problems).toEqual([]);
		expect(matrix.cells).toBeGreaterThanOrEqual(matrix.least);
		expect(reached).toBe(0);
		cells += matrix.cells;
	});
}
