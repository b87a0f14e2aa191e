import type { Route } from '../../core/router';
import { decryptionRoutes } from '../signing/decryption';
import { demandAssigneeRoutes } from '../incoming/demandAssignees';
import { demandRoutes } from '../incoming/demands';
import { docflowPatchRoutes } from '../docflows/docflowPatch';
import { docflowPrintRoutes } from '../docflows/docflowPrint';
import { documentsRequestRoutes } from '../documentsRequests';
import { inventoryRoutes } from '../docflows/inventories';
import { pfrReplyRoutes } from '../incoming/pfrReplies';
import { replyRoutes } from '../incoming/replies';

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
