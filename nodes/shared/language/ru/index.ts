import { common } from './common';
import { credentials } from './credentials';
import { errors } from './errors';
import { extern } from './extern';
import { externAdvanced } from './externAdvanced';
import { ofd } from './ofd';
import { signature } from './signature';
import { triggers } from './triggers';

/** The Russian texts by the English ones. */
export const catalogue: Readonly<Record<string, string>> = {
	...common,
	...errors,
	...credentials,
	...extern,
	...externAdvanced,
	...ofd,
	...signature,
	...triggers,
};
