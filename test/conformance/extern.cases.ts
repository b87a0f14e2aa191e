import { accounts } from './extern/accounts.cases';
import type { Cases } from './extern/common';
import { docflowRest } from './extern/docflowRest.cases';
import { docflows } from './extern/docflows.cases';
import { documentsRequests } from './extern/documentsRequests.cases';
import { drafts } from './extern/drafts.cases';
import { inventories } from './extern/inventories.cases';
import { pfrReplies } from './extern/pfrReplies.cases';
import { replies } from './extern/replies.cases';

export const externCases: Cases = {
	...accounts,
	...drafts,
	...docflows,
	...docflowRest,
	...replies,
	...pfrReplies,
	...inventories,
	...documentsRequests,
};
