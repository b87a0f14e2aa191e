import { cryptography } from './cryptography';
import { errorsConnection } from './errorsConnection';
import { errorsExtern } from './errorsExtern';
import { errorsOfd } from './errorsOfd';
import { errorsSignature } from './errorsSignature';
import { files } from './files';

/** Errors, their descriptions, notes and advice. */
export const errors = (): Readonly<Record<string, string>> => ({
	...errorsConnection(),
	...errorsExtern(),
	...errorsOfd(),
	...errorsSignature(),
	...files(),
	...cryptography(),
});
