import { accounts } from './extern/accounts.cases';
import { accountsRest } from './extern/accountsRest.cases';
import { builderCases } from './extern/builders.cases';
import type { Cases } from './extern/common';
import { docflowRest } from './extern/docflowRest.cases';
import { docflows } from './extern/docflows.cases';
import { documentsRequests } from './extern/documentsRequests.cases';
import { drafts } from './extern/drafts.cases';
import { draftsRest } from './extern/draftsRest.cases';
import { handbookCases } from './extern/handbooks.cases';
import { inventories } from './extern/inventories.cases';
import { jobs } from './extern/jobs.cases';
import { pfrReplies } from './extern/pfrReplies.cases';
import { replies } from './extern/replies.cases';
import { reportsTables } from './extern/reportsTables.cases';

export const externCases: Cases = {
	...accounts,
	...accountsRest,
	...handbookCases,
	...reportsTables,
	...drafts,
	...draftsRest,
	...builderCases,
	...docflows,
	...docflowRest,
	...replies,
	...pfrReplies,
	...inventories,
	...documentsRequests,
	...jobs,
};
