import { accounts } from './extern/accounts.cases';
import type { Cases } from './extern/common';
import { docflows } from './extern/docflows.cases';
import { drafts } from './extern/drafts.cases';

export const externCases: Cases = { ...accounts, ...drafts, ...docflows };
