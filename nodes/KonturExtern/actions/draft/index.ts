import { resource } from '../../../shared/catalog';
import { check } from './check.operation';
import { create } from './create.operation';
import { deleteDraft } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { prepare } from './prepare.operation';
import { send } from './send.operation';

export const draft = resource({
	name: 'Draft',
	value: 'draft',
	operations: [create, get, getMany, check, prepare, send, deleteDraft],
});
