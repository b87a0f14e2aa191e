import type { Catalog } from '../../shared/catalog';
import { externService } from '../../shared/transport';
import { account } from './account';
import { attention } from './attention';
import { calendar } from './calendar';
import { certificate } from './certificate';
import { content } from './content';
import { demand } from './demand';
import { docflow } from './docflow';
import { docflowDocument } from './docflowDocument';
import { docflowSignature } from './docflowSignature';
import { documentsRequest } from './documentsRequest';
import { draft } from './draft';
import { draftDocument } from './draftDocument';
import { draftSignature } from './draftSignature';
import { draftTask } from './draftTask';
import { draftsBuilder } from './draftsBuilder';
import { draftsBuilderDocument } from './draftsBuilderDocument';
import { draftsBuilderFile } from './draftsBuilderFile';
import { employee } from './employee';
import { eventPublisher } from './eventPublisher';
import { handbook } from './handbook';
import { inventory } from './inventory';
import { inventoryDocument } from './inventoryDocument';
import { letter } from './letter';
import { organization } from './organization';
import { partnerUser } from './partnerUser';
import { pfrReply } from './pfrReply';
import { reply } from './reply';
import { report } from './report';
import { reportsTable } from './reportsTable';
import { advancedOf, allOf, everydayOf } from './standing';
import { user } from './user';
import { warrant } from './warrant';

const resources = [
	report,
	docflow,
	demand,
	letter,
	documentsRequest,
	account,
	partnerUser,
	calendar,
	attention,
	organization,
	user,
	employee,
	certificate,
	warrant,
	handbook,
	reportsTable,
	content,
	draft,
	draftDocument,
	draftSignature,
	draftTask,
	draftsBuilder,
	draftsBuilderDocument,
	draftsBuilderFile,
	docflowDocument,
	docflowSignature,
	reply,
	pfrReply,
	inventory,
	inventoryDocument,
	eventPublisher,
];

/** Kontur.Extern: the jobs and everyday reads. */
export const everydayCatalog: Catalog = {
	service: externService,
	resources: everydayOf(resources),
	initial: docflow.value,
	isInOrderOfUse: true,
};

/** Kontur.Extern Advanced: every documented method. */
export const advancedCatalog: Catalog = {
	service: externService,
	resources: advancedOf(resources),
	initial: account.value,
};

/** All operations of both nodes, each once. */
export const catalog: Catalog = { service: externService, resources: allOf(resources) };
