import { common } from './common';
import { credentials } from './credentials';
import { errors } from './errors';
import { extern } from './extern';
import { externAdvanced } from './externAdvanced';
import { externDrafts } from './externDrafts';
import { externReplies } from './externReplies';
import { ofd } from './ofd';
import { signature } from './signature';
import { triggers } from './triggers';

/**
 * Returns the Russian texts by the English ones. Functions, because V8 then only skims over what an English process never
 * asks for.
 */
export const catalogue = (): Readonly<Record<string, string>> => ({
	...common(),
	...errors(),
	...credentials(),
	...extern(),
	...externAdvanced(),
	...externDrafts(),
	...externReplies(),
	...ofd(),
	...signature(),
	...triggers(),
});
