import { externResource } from '../standing';
import { create } from './create.operation';
import { deleteFile } from './delete.operation';
import { downloadSignature } from './downloadSignature.operation';
import { generate } from './generate.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getMeta } from './getMeta.operation';
import { update } from './update.operation';
import { updateMeta } from './updateMeta.operation';

export const draftsBuilderFile = externResource({
	name: 'Drafts Builder File',
	value: 'draftsBuilderFile',
	advanced: [get, getMany, create, getMeta, update, updateMeta, generate, downloadSignature, deleteFile],
});
