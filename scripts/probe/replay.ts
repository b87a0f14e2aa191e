import { readFileSync } from 'node:fs';
import { UsageError } from './ask/keys';
import { isCassette, type Cassette } from './cassette/record';
import { replay } from './cassette/replay';

function read(path: string): Cassette {
	let value: unknown;
	try {
		value = JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		throw new UsageError('The file cannot be read, or is not JSON.');
	}
	if (!isCassette(value))
		throw new UsageError('The file is not a recording of npm run probe -- --record FILE.');
	return value;
}

async function main(): Promise<number> {
	const [path, ...more] = process.argv.slice(2);
	if (!path || more.length > 0) throw new UsageError('Usage: npm run replay -- FILE');
	const { differences, count } = await replay(read(path));
	if (count === 0) throw new UsageError('The recording holds no answers, so there is nothing to compare.');
	for (const difference of differences) console.log(difference);
	console.log(`${count} answers compared, ${differences.length} differences`);
	return differences.length > 0 ? 1 : 0;
}

main()
	.catch((error: unknown) => {
		if (!(error instanceof UsageError)) throw error;
		console.error(error.message);
		return 2;
	})
	.then((code) => {
		process.exitCode = code;
	})
	.catch(() => {
		console.error('The file cannot be compared: it is damaged.');
		process.exitCode = 2;
	});
