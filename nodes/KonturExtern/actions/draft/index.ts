import { resource } from '../../../shared/catalog';
import { check } from './check.operation';
import { create } from './create.operation';
import { deleteDraft } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getMeta } from './getMeta.operation';
import { prepare } from './prepare.operation';
import { send } from './send.operation';
import { update } from './update.operation';
import { updateMeta } from './updateMeta.operation';

export const draft = resource({
	name: 'Draft',
	value: 'draft',
	operations: [create, get, getMany, getMeta, update, updateMeta, check, prepare, send, deleteDraft],
});
