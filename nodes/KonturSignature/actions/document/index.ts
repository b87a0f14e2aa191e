import { resource } from '../../../shared/catalog';
import { decrypt } from './decrypt.operation';
import { sign } from './sign.operation';
import { verify } from './verify.operation';

export const document = resource({
	name: 'Document',
	value: 'document',
	operations: [sign, verify, decrypt],
});
