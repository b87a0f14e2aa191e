import { accounts } from './csharp/accounts';
import { contents } from './csharp/contents';
import { docflows } from './csharp/docflows';
import { drafts } from './csharp/drafts';
import { events } from './csharp/events';
import { handbooks } from './csharp/handbooks';
import { organizations } from './csharp/organizations';
import { authenticator, openId } from './csharp/signIn';
import * as javaAccounts from './java/accounts';
import { builders } from './java/builders';
import * as javaDocflows from './java/docflows';
import * as javaDrafts from './java/drafts';
import * as javaOrganizations from './java/organizations';
import type { Source } from './scenario';

export const suites: Source[] = [
	accounts,
	contents,
	docflows,
	drafts,
	events,
	handbooks,
	organizations,
	openId,
	authenticator,
	...Object.values(javaAccounts),
	...Object.values(javaOrganizations),
	...Object.values(javaDrafts),
	...Object.values(javaDocflows),
	...builders,
];
