import type { Catalog } from '../../shared/catalog';
import { externService } from '../../shared/transport';
import { account } from './account';
import { content } from './content';
import { docflow } from './docflow';
import { docflowDocument } from './docflowDocument';
import { draft } from './draft';
import { draftDocument } from './draftDocument';
import { draftSignature } from './draftSignature';
import { draftTask } from './draftTask';
import { organization } from './organization';
import { partnerUser } from './partnerUser';

export const catalog: Catalog = {
	service: externService,
	resources: [
		account,
		organization,
		content,
		draft,
		draftDocument,
		draftSignature,
		draftTask,
		docflow,
		docflowDocument,
		partnerUser,
	],
};
