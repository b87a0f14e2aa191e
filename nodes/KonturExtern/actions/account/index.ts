import { externResource } from '../standing';
import { create } from './create.operation';
import { deleteAccount } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { shareEvents } from './shareEvents.operation';

export const account = externResource({
	name: 'Account',
	value: 'account',
	everyday: [getMany, create],
	advanced: [get, shareEvents, deleteAccount],
});
