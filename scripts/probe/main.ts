import { probe } from './cli';

const output = { print: (text: string) => console.log(text), note: (text: string) => console.error(text) };

void probe(process.argv.slice(2), process.env, output).then((code) => {
	process.exitCode = code;
});
