import { resource } from '../../../shared/catalog';
import { add } from './add.operation';

export const draftSignature = resource({
	name: 'Draft Signature',
	value: 'draftSignature',
	operations: [add],
});
