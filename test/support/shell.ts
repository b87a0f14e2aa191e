import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * Starts programs from a small process: to start one, a process with n8n in memory takes 20 ms and copies its pages
 * afterwards.
 */
class Shell {
	/** What waits for the exit code of a program, by its number. */
	private readonly waiting = new Map<number, (code: number) => void>();

	private started = 0;

	private unread = '';

	private readonly output: Socket;

	constructor(private readonly process: ChildProcess) {
		this.output = process.stdout as Socket;
		this.output.setEncoding('utf8').on('data', (text: string) => this.read(text));
		for (const handle of [process, process.stdin as Socket, this.output]) handle.unref();
	}

	get isRunning(): boolean {
		return this.process.exitCode === null && this.process.signalCode === null;
	}

	/** Resolves with the exit code, which is 127 if there is no such program. */
	async run(args: readonly string[], env: Record<string, string>, out: string, err: string): Promise<number> {
		const number = ++this.started;
		const set = Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)};`);
		const program = `exec ${args.map(quoted).join(' ')} >${quoted(out)} 2>${quoted(err)}`;
		return await new Promise((resolve) => {
			this.waiting.set(number, resolve);
			this.output.ref();
			this.process.stdin?.write(`{ (${set.join(' ')} ${program}); echo ${number} $?; } &\n`);
		});
	}

	private read(text: string): void {
		const lines = `${this.unread}${text}`.split('\n');
		this.unread = lines.pop() ?? '';
		for (const line of lines) {
			const [number, code] = line.split(' ').map(Number);
			this.waiting.get(number)?.(code);
			this.waiting.delete(number);
		}
		if (this.waiting.size === 0) this.output.unref();
	}
}

// Each test file has modules of its own, and they share the process.
const place = Symbol.for('n8n-nodes-kontur.shell');
const holder = process as typeof process & { [place]?: Shell };

/** The shell of this process, which ends with it. */
export function shell(): Shell {
	const known = holder[place];
	if (known?.isRunning) return known;
	const started = new Shell(spawn('/bin/sh', [], { stdio: ['pipe', 'pipe', 'ignore'] }));
	holder[place] = started;
	return started;
}
