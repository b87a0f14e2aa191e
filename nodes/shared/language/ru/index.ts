import { common } from './common';
import { credentials } from './credentials';
import { cryptography } from './cryptography';
import { errorsConnection } from './errorsConnection';
import { errorsExtern } from './errorsExtern';
import { errorsOfd } from './errorsOfd';
import { errorsSignature } from './errorsSignature';
import { extern } from './extern';
import { externAdvanced } from './externAdvanced';
import { externDrafts } from './externDrafts';
import { externReplies } from './externReplies';
import { files } from './files';
import { ofd } from './ofd';
import { signature } from './signature';
import { triggers } from './triggers';

const parts = [
	common,
	errorsConnection,
	errorsExtern,
	errorsOfd,
	errorsSignature,
	files,
	cryptography,
	credentials,
	extern,
	externAdvanced,
	externDrafts,
	externReplies,
	ofd,
	signature,
	triggers,
];

/** Returns the Russian texts by the English ones. A map, because V8 joins large objects in quadratic time. */
export const catalogue = (): ReadonlyMap<string, string> =>
	new Map(parts.flatMap((part) => Object.entries(part)));
