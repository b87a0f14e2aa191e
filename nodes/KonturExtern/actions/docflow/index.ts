import { resource } from '../../../shared/catalog';
import { answer } from './answer.operation';
import { checkDemand } from './checkDemand.operation';
import { downloadDocuments } from './downloadDocuments.operation';
import { get } from './get.operation';
import { getDemandAssignees } from './getDemandAssignees.operation';
import { getMany } from './getMany.operation';
import { getRelated } from './getRelated.operation';
import { saveArchive } from './saveArchive.operation';
import { update } from './update.operation';
import { wait } from './wait.operation';

export const docflow = resource({
	name: 'Document Flow',
	value: 'docflow',
	operations: [
		get,
		getMany,
		getRelated,
		update,
		checkDemand,
		getDemandAssignees,
		wait,
		downloadDocuments,
		saveArchive,
		answer,
	],
});
