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

/** The methods for docflows that were sent or received. */
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
