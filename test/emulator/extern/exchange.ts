import type { Route } from '../core/router';
import { decryptionRoutes } from './decryption';
import { demandAssigneeRoutes } from './demandAssignees';
import { demandRoutes } from './demands';
import { docflowPatchRoutes } from './docflowPatch';
import { docflowPrintRoutes } from './docflowPrint';
import { documentsRequestRoutes } from './documentsRequests';
import { inventoryRoutes } from './inventories';
import { pfrReplyRoutes } from './pfrReplies';
import { replyRoutes } from './replies';

/** What is done with docflows after they are sent or have come. */
export const exchangeRoutes: Route[] = [
	...docflowPatchRoutes,
	...docflowPrintRoutes,
	...decryptionRoutes,
	...demandRoutes,
	...demandAssigneeRoutes,
	...inventoryRoutes,
	...replyRoutes,
	...pfrReplyRoutes,
	...documentsRequestRoutes,
];
