import { externResource } from '../standing';
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

export const docflow = externResource({
	name: 'Document Flow',
	value: 'docflow',
	everyday: [getMany, get],
	jobs: [wait, downloadDocuments, saveArchive, answer],
	advanced: [getRelated, update, checkDemand, getDemandAssignees],
});
