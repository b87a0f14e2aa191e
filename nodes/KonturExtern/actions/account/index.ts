import { resource } from '../../../shared/catalog';
import { create } from './create.operation';
import { deleteAccount } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { shareEvents } from './shareEvents.operation';

export const account = resource({
	name: 'Account',
	value: 'account',
	operations: [create, get, getMany, shareEvents, deleteAccount],
});
